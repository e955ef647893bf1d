#include "bot/service/flow_shelf.hpp"

#include "bot/base/codec.hpp"
#include "bot/core/steps/step_kind.hpp"

namespace switchback::service {

flow_shelf::flow_shelf(std::shared_ptr<const flow::library> first) : now_(std::move(first)) {}

const flow::bundle* flow_shelf::find(std::string_view hash) const noexcept
{
    if (const auto* known = now_->find(hash))
        return known;
    for (const auto& one : adopted_)
        if (const auto* known = one->find(hash))
            return known;
    return nullptr;
}

const flow::bundle* flow_shelf::current(std::string_view flow_id) const noexcept
{
    if (const auto* published = now_->current(flow_id))
        return published;
    const auto kept = as_before_.find(flow_id);
    return kept == as_before_.end() ? nullptr : kept->second;
}

std::size_t
flow_shelf::publish(std::shared_ptr<flow::library> next, const std::vector<std::string>& faulty)
{
    next->keep_from(*now_);
    std::map<std::string, const flow::bundle*, std::less<>> kept;
    for (const auto& flow_id : faulty)
        if (const auto* before = current(flow_id))
            kept.emplace(flow_id, before);
    now_ = std::move(next);
    as_before_ = std::move(kept);
    return as_before_.size();
}

std::vector<const flow::bundle*> flow_shelf::served() const
{
    auto out = now_->published();
    for (const auto& [flow_id, kept] : as_before_)
        if (now_->current(flow_id) == nullptr)
            out.push_back(kept);
    return out;
}

std::string flow_shelf::sources(std::string_view hash) const
{
    const auto stored = now_->stored(hash);
    writer to;
    to.text(stored.flow);
    to.varint(stored.files.size());
    for (const auto& [name, text] : stored.files)
    {
        to.text(name);
        to.text(text);
    }
    return std::move(to).take();
}

std::expected<void, error> flow_shelf::adopt(std::string_view hash, std::string_view sources)
{
    reader from(sources);
    flow::stored_bundle stored;
    stored.hash = std::string(hash);
    stored.flow = std::string(from.text());
    const auto count = from.count();
    for (std::size_t i = 0; i < count; ++i)
    {
        auto name = std::string(from.text());
        stored.files[std::move(name)] = std::string(from.text());
    }
    if (!from.at_end())
        return fail(errc::corrupt, "stored bundle");
    auto made = std::make_shared<flow::library>();
    if (!made->pin(stored, steps::all()))
        return fail(errc::corrupt, "stored bundle does not give its hash");
    adopted_.push_back(std::move(made));
    return {};
}

} // namespace switchback::service
