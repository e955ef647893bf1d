// A practice with its people, a clock that is turned by hand, and the apps on their phones. Owned
// by one test; one thread.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/base/random.hpp"
#include "bot/service/people_door.hpp"
#include "tests/contract/store_contract.hpp"

#include <memory>
#include <string>
#include <vector>

namespace switchback::testing {

inline constexpr std::string_view long_password = "seven slow trains to Lisbon";

class people_scene
{
public:
    /// On a store of that name: "memory" or "sqlite".
    explicit people_scene(const std::string& store = "memory");

    [[nodiscard]] service::people& people() { return *people_; }
    [[nodiscard]] service::people_door& door() { return *door_; }
    [[nodiscard]] service::password_work& work() { return *work_; }
    [[nodiscard]] contract::store_fixture& kept() { return kept_; }
    [[nodiscard]] virtual_clock& time() { return time_; }
    [[nodiscard]] const crypto::master_key& key() const { return key_; }
    [[nodiscard]] const service::people_parts& parts() const { return people_->parts(); }

    /// Ends the server and starts it on what was stored.
    void restart();

    /// Adds somebody with these roles and sets them up; what their phone has: the app's secret.
    service::entered
    add(const std::string& handle, access::role_set roles, std::string* secret = nullptr);

    /// A form for a link with everything right.
    [[nodiscard]] service::set_up_form form_for(const std::string& link, std::string handle);

    /// What the app shows now for a secret shown as base32.
    [[nodiscard]] std::string code_of(const std::string& base32) const;

    [[nodiscard]] std::expected<service::entered, error> sign_in(
        std::string handle, std::string password, std::string code, std::string address = "",
        std::string before = "");

    [[nodiscard]] bool is_in(const std::string& word, bool is_active = true);

    /// Every line of the practice's log: what was done, and the fields.
    [[nodiscard]] std::vector<std::vector<std::string>> log();

    template <class value>
    std::expected<value, error> run(port::task<value> what)
    {
        return kept_.run(std::move(what));
    }

private:
    contract::store_fixture kept_;
    contract::scratch_folder folder_;
    crypto::master_key key_;
    virtual_clock time_{1'800'000'000'000};
    secure_random random_;
    std::unique_ptr<service::people> people_;
    std::unique_ptr<service::password_work> work_;
    std::unique_ptr<service::people_door> door_;
};

/// What an app shows at that time for a secret shown as base32.
[[nodiscard]] std::string app_code(const std::string& base32, std::int64_t now_ms);

/// The word of a whole link, wherever it stands in the text.
[[nodiscard]] std::string word_of_link(const std::string& link);

} // namespace switchback::testing
