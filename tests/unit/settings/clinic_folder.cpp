#include "tests/unit/settings/clinic_folder.hpp"

#include <fstream>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace switchback::testing {

const std::string_view good_clinic = R"(neutral_name: Rio Norte
link_base: https://chat.clinic.example
zone: Europe/Madrid
languages: [es, en]
mail:
  server: smtps://mail.clinic.example
  from: page@clinic.example
  login: page@clinic.example
  password_file: smtp-password
webhooks:
  - name: duty-phone
    url: https://pages.clinic.example/x
    secret_file: duty-phone-secret
holidays: [2026-12-25]
people:
  - id: ana
    name: Ana Ruiz
    language: es
    roles: [primary]
    hours: [Mon-Fri 08:30-17:00]
    on_call: [Sat 20:00-06:00]
    away: [2026-12-24 to 2027-01-06]
    channels: [{email: ana@clinic.example}, {webhook: duty-phone}]
windows:
  ack_l3: 10 min
  ack_l4: 5 min
  follow_up: 24 h
  repage_times: 4
minors: {policy: Minors 2026}
)";

clinic_folder::clinic_folder()
{
    std::string name =
        (std::filesystem::temp_directory_path() / "switchback-clinic-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no scratch folder");
    folder_ = name;
    write("smtp-password", "correct horse\n");
    write("duty-phone-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
}

clinic_folder::~clinic_folder()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void clinic_folder::write(const std::string& name, std::string_view text, int mode) const
{
    const auto file = folder_ / name;
    std::filesystem::remove(file);
    std::ofstream(file, std::ios::binary) << text;
    ::chmod(file.c_str(), static_cast<mode_t>(mode));
}

std::expected<clinic_settings, error> clinic_folder::read(std::string_view text) const
{
    write("clinic.yaml", text, 0600);
    return read_clinic(folder_ / "clinic.yaml");
}

std::string clinic_folder::fault_after(std::string_view piece, std::string_view replacement) const
{
    std::string text(good_clinic);
    const auto at = text.find(piece);
    if (at == std::string::npos)
        throw std::runtime_error("the good file has no such piece: " + std::string(piece));
    text.replace(at, piece.size(), replacement);
    const auto got = read(text);
    if (got)
        return "reads";
    auto out = got.error().detail;
    for (std::size_t from; (from = out.find(folder_.string() + "/")) != std::string::npos;)
        out.erase(from, folder_.string().size() + 1);
    return out;
}

} // namespace switchback::testing
