// Who answers at the practice and by which way each of them is reached, as its settings last said.
// Owned by the composition root, which posts it anew when the settings change; lives on the
// service's executor.
#pragma once

#include "bot/core/escalation/clinic.hpp"
#include "bot/port/pager.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::service {

/// One way to reach a responder.
struct way
{
    port::pager* through = nullptr;
    port::recipient whom;
    std::string name;        // of the channel, for operators: "email", "webhook:duty"
    bool is_mailbox = false; // what is sent there reaches that address alone
};

/// What a practice has set up.
struct posted_clinic
{
    escalation::clinic clinic;
    std::optional<port::neutral_name> name; // nothing: pages cannot leave
    std::string zone;                       // the clinic's own, by name
    std::string link_base;                  // "https://clinic.example/respond/", before a reference
    std::map<std::string, std::vector<way>, std::less<>> ways; // by responder, in their own order
    std::vector<std::shared_ptr<port::pager>> pagers;          // what the ways point to
};

class clinic_board
{
public:
    void post(std::shared_ptr<const posted_clinic> next) { now_ = std::move(next); }

    /// What was posted last; null when nobody is set up. Whoever sends by it holds it.
    [[nodiscard]] const std::shared_ptr<const posted_clinic>& now() const noexcept { return now_; }

    [[nodiscard]] const escalation::clinic* clinic() const noexcept
    {
        return now_ ? &now_->clinic : nullptr;
    }

    [[nodiscard]] bool has_responders() const noexcept
    {
        return now_ && escalation::has_responders(now_->clinic.people);
    }

private:
    std::shared_ptr<const posted_clinic> now_;
};

} // namespace switchback::service
