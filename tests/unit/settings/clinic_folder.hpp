// A folder with a clinic's file and its secrets, gone at the end of a test. One thread.
#pragma once

#include "bot/clinic_file.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace switchback::testing {

class clinic_folder
{
public:
    clinic_folder();
    clinic_folder(const clinic_folder&) = delete;
    clinic_folder& operator=(const clinic_folder&) = delete;
    ~clinic_folder();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return folder_; }
    void write(const std::string& name, std::string_view text, int mode = 0400) const;

    /// Reads `clinic.yaml` with that text.
    [[nodiscard]] std::expected<clinic_settings, error> read(std::string_view text) const;

    /// Reads the good file with one piece replaced; the fault without the folder's name, or
    /// "reads".
    [[nodiscard]] std::string
    fault_after(std::string_view piece, std::string_view replacement) const;

private:
    std::filesystem::path folder_;
};

/// A file that reads.
extern const std::string_view good_clinic;

} // namespace switchback::testing
