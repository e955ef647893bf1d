#include "bot/clinic_post.hpp"

#include "bot/service/zone.hpp"

namespace switchback {
namespace {

std::string name_of(const pager::channel& by)
{
    return by.kind == pager::channel_kind::email ? "email" : "webhook:" + by.address;
}

} // namespace

std::shared_ptr<const service::posted_clinic>
post_of(const clinic_settings& from, net::transfers& over)
{
    auto out = std::make_shared<service::posted_clinic>();
    out->clinic.people = from.rota;
    out->clinic.windows = from.policy;
    out->clinic.zone = [zone = from.zone](std::int64_t time_ms) {
        return service::utc_offset_min(zone, time_ms);
    };
    out->clinic.country = from.country;
    out->zone = from.zone;
    out->name = from.neutral_name;
    out->link_base = from.link_base + "/respond/";
    auto pagers = pager::make_pagers(from.pagers, over);
    for (const auto& person : from.people)
    {
        auto& ways = out->ways[person.responder];
        for (const auto& by : person.channels)
            ways.push_back(
                {pager::find_pager(pagers, by),
                 {by.address, person.language},
                 name_of(by),
                 by.kind == pager::channel_kind::email});
    }
    for (auto& [name, one] : pagers)
        out->pagers.push_back(std::move(one));
    return out;
}

} // namespace switchback
