// The parts of a practice's file, each read on its own: faults are added at their place, and what
// could not be read is left out. On the stack of read_clinic; one thread.
#pragma once

#include "bot/clinic_file.hpp"
#include "bot/core/flow/fields.hpp"

#include <string_view>

namespace switchback {

/// What read_clinic has so far; `name` is checked at the end.
struct clinic_parts
{
    std::string name;
    std::string link_base;
    std::string zone;
    std::string country;
    std::vector<std::string> languages;
    escalation::rota rota;
    escalation::policy policy;
    std::string minors_policy;
    std::vector<reached_by> people;
    pager::pager_settings pagers;
};

/// A list, or the fault that it is none; an absent one is empty.
[[nodiscard]] const std::vector<flow::yaml_value>&
items_of(const flow::yaml_value* from, std::string_view what, flow::faults& into);

/// `mail:` and `webhooks:`, with the secrets they name.
void read_mail(const flow::yaml_value& from, clinic_parts& to, flow::faults& into);
void read_webhooks(const flow::yaml_value* from, clinic_parts& to, flow::faults& into);

/// `people:`; after the pagers, which their channels name.
void read_people(const flow::yaml_value* from, clinic_parts& to, flow::faults& into);

/// Warns of what may be said and is hardly meant: nobody primary, nobody reachable, no hours.
void doubt_clinic(const flow::yaml_value& root, const clinic_parts& read, flow::faults& into);

/// `windows:` and `minors:`.
void read_windows(const flow::yaml_value& from, clinic_parts& to, flow::faults& into);
void read_minors(const flow::yaml_value& from, clinic_parts& to, flow::faults& into);

/// `es` or `en`; the fault that it is neither reads as English.
[[nodiscard]] port::page_language read_language(const flow::yaml_value& from, flow::faults& into);

} // namespace switchback
