#include "tests/unit/people/scene.hpp"

#include "bot/base/log.hpp"
#include "bot/crypto/totp.hpp"
#include "tests/unit/sign_in/door_parts.hpp"

#include <catch2/catch.hpp>

namespace switchback::testing {
people_scene::people_scene(const std::string& store)
    : kept_(kind_named(store)), key_(key_in(folder_.path()))
{
    set_log_level(log_level::error);
    restart();
}

void people_scene::restart()
{
    door_.reset();
    work_.reset();
    people_.reset();
    if (kept_.kind().is_kept)
        kept_.reopen();
    people_ = std::make_unique<service::people>(service::people_parts{
        kept_.store(), key_, time_, random_, id{}, "Haus am See", "https://clinic.example"});
    work_ = std::make_unique<service::password_work>(kept_.executor());
    door_ = std::make_unique<service::people_door>(*people_, *work_);
}

service::set_up_form people_scene::form_for(const std::string& link, std::string handle)
{
    const auto shown = run(door_->look(link));
    REQUIRE(shown);
    return {
        link, std::move(handle), "Somebody", private_text(std::string(long_password)),
        code_of(shown->secret)};
}

service::entered
people_scene::add(const std::string& handle, access::role_set roles, std::string* secret)
{
    const auto link = run(people_->add({handle, "Name of " + handle, roles}, "test"));
    REQUIRE(link);
    const auto word = word_of_link(*link);
    if (secret != nullptr)
        *secret = run(door_->look(word)).value().secret;
    auto in = run(door_->set_up(form_for(word, handle)));
    REQUIRE(in);
    time_.advance_ms(2 * crypto::totp_step_ms);
    return std::move(*in);
}

std::string people_scene::code_of(const std::string& base32) const
{
    return app_code(base32, time_.now_ms());
}

std::expected<service::entered, error> people_scene::sign_in(
    std::string handle, std::string password, std::string code, std::string address,
    std::string before)
{
    service::credentials with;
    with.handle = std::move(handle);
    with.password = private_text(std::move(password));
    with.code = std::move(code);
    with.address = std::move(address);
    with.before = std::move(before);
    return run(door_->sign_in(std::move(with)));
}

bool people_scene::is_in(const std::string& word, bool is_active)
{
    return run(door_->find_session(word, is_active)).has_value();
}

std::vector<std::vector<std::string>> people_scene::log()
{
    std::vector<std::vector<std::string>> out;
    for (const auto& row : run(kept_.store().audit(id{}, 1'000)).value())
        out.push_back(service::read_note(key_, row).value());
    return out;
}

std::string app_code(const std::string& base32, std::int64_t now_ms)
{
    return crypto::totp_code(
        bytes_of(base32), static_cast<std::uint64_t>(now_ms / crypto::totp_step_ms));
}

std::string word_of_link(const std::string& link)
{
    const auto at = link.find("#t=");
    REQUIRE(at != std::string::npos);
    return link.substr(at + 3, 43);
}

} // namespace switchback::testing
