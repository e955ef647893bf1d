// What a practice says about its people: who answers when, how they are reached, what a client may
// wait for. A value, read from a file of its own at the start and at each reload; any thread.
#pragma once

#include "bot/base/error.hpp"
#include "bot/core/escalation/policy.hpp"
#include "bot/core/escalation/rota.hpp"
#include "bot/pager/pagers.hpp"
#include "bot/port/pager.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace switchback {

/// How one person of the rota is reached: by these channels in this order, in that language.
struct reached_by
{
    std::string responder; // escalation::responder::id
    port::page_language language = port::page_language::english;
    std::vector<pager::channel> channels;
};

struct clinic_settings
{
    port::neutral_name neutral_name;
    std::string link_base; // https://host, without a slash at the end
    std::string zone;
    std::string country;                // two capital letters; empty: not said
    std::vector<std::string> languages; // of the clinic: at least one, the first is the usual
    escalation::rota rota;
    escalation::policy policy;
    std::string minors_policy;      // its name; empty: under 18 is off
    std::vector<reached_by> people; // as in rota.people, and as many
    pager::pager_settings pagers;
    std::vector<std::string> doubts; // a line each, as of a fault: it works, and is hardly meant
};

/// Reads the file, and the secret files and credentials it names; changes nothing. The error's
/// detail is one line: file:line:column, what, what to do; errc::not_found when the file is not
/// there. What escalation::check refuses is refused at its line.
[[nodiscard]] std::expected<clinic_settings, error> read_clinic(const std::filesystem::path& file);

} // namespace switchback
