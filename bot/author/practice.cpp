#include "bot/author/practice.hpp"

#include <algorithm>

namespace switchback::author {
namespace {

constexpr int half_past_eight = 8 * 60 + 30;
constexpr int five = 17 * 60;
constexpr int eleven = 23 * 60;

escalation::responder person_of(std::string id, std::string name)
{
    escalation::responder out;
    out.id = std::move(id);
    out.name = std::move(name);
    out.channels = 2;
    return out;
}

std::vector<escalation::day_hours> days(int count, int from_min, int until_min)
{
    std::vector<escalation::day_hours> out;
    for (int day = 0; day < count; ++day)
        out.push_back({day, from_min, until_min});
    return out;
}

escalation::clinic make()
{
    auto dana = person_of("dana", "Dana Reyes");
    dana.is_primary = true;
    dana.hours = days(5, half_past_eight, five);
    auto sam = person_of("sam", "Sam Okoro");
    sam.is_backup = true;
    sam.hours = days(5, half_past_eight, five);
    auto noor = person_of("noor", "Noor Haddad");
    noor.is_backup = true;
    noor.on_call = days(7, five, eleven);
    auto robin = person_of("robin", "Robin Hale");
    robin.is_supervisor = true;
    robin.hours = days(5, half_past_eight, five);
    auto kit = person_of("kit", "Kit Lund");
    kit.is_operator = true;
    escalation::clinic out;
    out.people.people = {dana, sam, noor, robin, kit};
    out.zone = [](std::int64_t) { return 0; };
    return out;
}

} // namespace

const escalation::clinic& practice()
{
    static const auto made = make();
    return made;
}

std::string_view name_in_practice(std::string_view id)
{
    const auto& people = practice().people.people;
    const auto found = std::ranges::find(people, id, &escalation::responder::id);
    return found == people.end() ? id : std::string_view(found->name);
}

} // namespace switchback::author
