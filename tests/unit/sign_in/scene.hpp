// A practice with two responders, a clock that is turned by hand, and the app on their phones.
// Owned by one test; one thread.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/service/sign_in.hpp"
#include "tests/contract/store_contract.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace switchback::testing {

class sign_in_scene
{
public:
    /// On a store of that name: "memory" or "sqlite".
    explicit sign_in_scene(const std::string& store = "memory");

    [[nodiscard]] service::sign_in& door() { return *door_; }
    [[nodiscard]] contract::store_fixture& kept() { return kept_; }
    [[nodiscard]] virtual_clock& time() { return time_; }
    [[nodiscard]] const crypto::master_key& key() const { return key_; }

    /// Ends the server and starts it on what was stored.
    void restart();

    /// A person leaves the rota.
    void leaves(const std::string& responder);

    /// An administrator's link: the word behind the `#t=`.
    [[nodiscard]] std::string link_for(const std::string& responder);

    /// What the app shows now for a responder whose secret was shown as `base32`.
    [[nodiscard]] std::string code_of(const std::string& base32) const;

    /// Sets up the app by a first link and signs in with it; the app's secret.
    [[nodiscard]] std::string enrol(const std::string& responder);

    /// Enters with a code; what comes of it.
    [[nodiscard]] std::expected<service::signed_in, error>
    enter(const std::string& link, const std::string& code);

    [[nodiscard]] bool is_in(const std::string& word, bool is_active = true);

    template <class value>
    std::expected<value, error> run(port::task<value> what)
    {
        return kept_.run(std::move(what));
    }

    std::vector<std::pair<std::string, std::string>> sent; // whom, and the whole link

private:
    contract::store_fixture kept_;
    contract::scratch_folder folder_;
    crypto::master_key key_;
    virtual_clock time_{1'800'000'000'000};
    std::vector<service::known_responder> rota_{{"meier", "Dr Meier"}, {"okafor", "Ada Okafor"}};
    std::unique_ptr<service::sign_in> door_;
};

/// The word of a whole link.
[[nodiscard]] std::string word_of(const std::string& link);

} // namespace switchback::testing
