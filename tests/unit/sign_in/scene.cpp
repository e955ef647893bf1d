#include "tests/unit/sign_in/scene.hpp"

#include "bot/base/log.hpp"
#include "bot/crypto/totp.hpp"
#include "tests/unit/sign_in/door_parts.hpp"

#include <catch2/catch.hpp>

namespace switchback::testing {
sign_in_scene::sign_in_scene(const std::string& store)
    : kept_(kind_named(store)), key_(key_in(folder_.path()))
{
    set_log_level(log_level::error);
    restart();
}

void sign_in_scene::restart()
{
    door_.reset();
    if (kept_.kind().is_kept)
        kept_.reopen();
    service::sign_in_parts parts{
        kept_.store(),
        key_,
        time_,
        "Haus am See",
        "https://clinic.example",
        [this](std::string_view typed) -> std::optional<service::known_responder> {
            for (const auto& one : rota_)
                if (one.id == typed || one.name == typed)
                    return one;
            return std::nullopt;
        },
        [this](const service::known_responder& to, private_text link) {
            sent.emplace_back(to.id, link.reveal());
        }};
    door_ = std::make_unique<service::sign_in>(std::move(parts));
}

void sign_in_scene::leaves(const std::string& responder)
{
    std::erase_if(rota_, [&](const auto& one) { return one.id == responder; });
}

std::string sign_in_scene::link_for(const std::string& responder)
{
    const auto link = run(door_->issue_link(responder));
    REQUIRE(link);
    return word_of(*link);
}

std::string sign_in_scene::code_of(const std::string& base32) const
{
    const auto step = static_cast<std::uint64_t>(time_.now_ms() / crypto::totp_step_ms);
    return crypto::totp_code(bytes_of(base32), step);
}

std::string sign_in_scene::enrol(const std::string& responder)
{
    const auto link = link_for(responder);
    const auto shown = run(door_->look(link));
    REQUIRE(shown);
    REQUIRE(shown->enrol);
    REQUIRE(enter(link, code_of(shown->enrol->secret)));
    time_.advance_ms(crypto::totp_step_ms);
    return shown->enrol->secret;
}

std::expected<service::signed_in, error>
sign_in_scene::enter(const std::string& link, const std::string& code)
{
    return run(door_->enter(link, code));
}

bool sign_in_scene::is_in(const std::string& word, bool is_active)
{
    return run(door_->find_session(word, is_active)).has_value();
}

std::string word_of(const std::string& link)
{
    const auto at = link.find("#t=");
    REQUIRE(at != std::string::npos);
    return link.substr(at + 3);
}

} // namespace switchback::testing
