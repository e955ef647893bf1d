#include "bot/core/risk/screen.hpp"

#include "bot/core/risk/match.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

namespace switchback::risk {
namespace {

constexpr std::size_t reasons_shown = 8;

const block& block_of(const hit& hit)
{
    return tables.blocks[hit.pattern->block];
}

bool share_a_word(const hit& a, const hit& b)
{
    return a.first <= b.last && b.first <= a.last;
}

bool is_inside(const hit& inner, const hit& outer)
{
    return outer.first <= inner.first && inner.last <= outer.last;
}

// "he never touches me": the "not" stands in a gap of the hit.
bool is_within(const hit& objection, const hit& hit)
{
    return objection.last > hit.first && objection.last < hit.last &&
           (hit.jumped >> (hit.last - objection.last) & 1) != 0;
}

// "not", and then within so many words the hit, with no comma, "but" or new "I" between.
bool is_just_before(const hit& objection, const hit& hit, const token_row& tokens, unsigned words)
{
    if (hit.first <= objection.last || hit.first - objection.last > words + 1)
    {
        return false;
    }
    for (std::size_t at = objection.last + 1U; at <= hit.first; ++at)
    {
        if (tokens[at].after_pause || tokens[at].barrier || tokens[at].is_edge)
        {
            return false;
        }
    }
    return true;
}

// Whether an objection or a mark concerns a hit: of the same language (English "die" is a German
// word), and near.
bool reaches(const hit& about, const hit& hit, const token_row& tokens)
{
    const block& block = block_of(about);
    if (block.language != block_of(hit).language)
    {
        return false;
    }
    switch (block.reach)
    {
    case reach::words:
        return share_a_word(about, hit);
    case reach::after:
        return is_just_before(about, hit, tokens, block.reach_words) ||
               (block.kind == objection::denial && is_within(about, hit));
    case reach::clause:
        return tokens[about.last].sentence == tokens[hit.last].sentence;
    case reach::message:
        return true;
    }
    return false;
}

// A hit with what was decided about it.
struct verdict
{
    const hit* found = nullptr;
    outcome result = outcome::none;
    level grade = 0;
    urgency nearness = urgency::none;
    bool is_lifted = false; // an idiom or a denial took it away, and all within its words
};

// Judges the hits of one window of text.
class judge
{
public:
    explicit judge(std::string_view window) : tokens_{window} {}

    screening decide()
    {
        find_rules(tokens_, hits_);
        if (hits_.size == 0)
        {
            return {};
        }
        find_objections(tokens_, objections_);
        take_away_kept();
        std::array<verdict, limits::screen_hits> verdicts;
        for (std::size_t i = 0; i < hits_.size; ++i)
        {
            verdicts[i] = judged(hits_.hits[i]);
        }
        return decision({verdicts.data(), hits_.size});
    }

private:
    // "can't stop" is no "not": a denial that shares a word with a keep objects no more.
    void take_away_kept()
    {
        const auto is_keep = [](const hit& h) { return block_of(h).purpose == purpose::keep; };
        const auto all = std::span{objections_.hits.data(), objections_.size};
        const auto keeps = std::ranges::partition(all, std::not_fn(is_keep));
        const auto kept = [&](const hit& h) {
            return block_of(h).purpose == purpose::against &&
                   block_of(h).kind == objection::denial &&
                   std::ranges::any_of(keeps, [&](const hit& k) { return share_a_word(k, h); });
        };
        const auto others = all.first(all.size() - keeps.size());
        objections_.size = others.size() - std::ranges::remove_if(others, kept).size();
    }

    verdict judged(const hit& hit) const
    {
        const block& rule = block_of(hit);
        verdict v{&hit, rule.outcome, rule.level, rule.urgency, false};
        bool is_doubtful = false;
        bool is_past = false;
        for (const auto& other : objections_.all())
        {
            if (!reaches(other, hit, tokens_))
            {
                continue;
            }
            const block& about = block_of(other);
            if (about.purpose == purpose::mark)
            {
                v.nearness = std::max(v.nearness, about.urgency);
                continue;
            }
            const auto kind = about.kind;
            v.result = std::min(v.result, rule.answers[static_cast<std::size_t>(kind)]);
            // A "not" in a gap speaks against this hit alone, not against shorter ones beside it.
            const bool is_lifting =
                kind == objection::idiom || (kind == objection::denial && !is_within(other, hit));
            v.is_lifted = v.is_lifted || (v.result == outcome::none && is_lifting);
            is_past = is_past || kind == objection::past;
            is_doubtful = is_doubtful || (kind != objection::other && kind != objection::past);
        }
        v.grade = graded(v, rule, is_doubtful, is_past);
        return v;
    }

    // Explicit words that are "now" are imminent. A question left of explicit words is worth more
    // than distress, unless they were said in jest, in a story, or lightly. What was only possible
    // risk is distress once it is over.
    static level graded(const verdict& v, const block& rule, bool is_doubtful, bool is_past)
    {
        if (v.result == outcome::crisis)
        {
            return v.nearness == urgency::now ? gravest_level : rule.level;
        }
        if (v.result == outcome::none || is_doubtful)
        {
            return level_of(v.result);
        }
        const bool is_more = rule.outcome == outcome::crisis || v.nearness == urgency::now;
        if (is_more)
        {
            return level{2};
        }
        return is_past ? level_of(v.result) : rule.level;
    }

    // The heavy phrases nothing speaks against, each rule once.
    std::uint8_t strain() const
    {
        std::uint8_t count = 0;
        const block* last = nullptr;
        for (const auto& hit : hits_.all())
        {
            const bool is_free = std::ranges::none_of(objections_.all(), [&](const auto& other) {
                return block_of(other).purpose == purpose::against && reaches(other, hit, tokens_);
            });
            if (block_of(hit).outcome == outcome::none && is_free && last != &block_of(hit))
            {
                last = &block_of(hit);
                ++count;
            }
        }
        return count;
    }

    screening decision(std::span<verdict> verdicts) const
    {
        const verdict* best = nullptr;
        for (auto& v : verdicts)
        {
            const bool is_covered = std::ranges::any_of(verdicts, [&](const verdict& other) {
                return other.is_lifted && is_inside(*v.found, *other.found);
            });
            v.result = is_covered ? outcome::none : v.result;
        }
        for (const auto& v : verdicts)
        {
            best = best == nullptr || is_graver(v, *best) ? &v : best;
        }
        screening result;
        result.strain = strain();
        result.outcome = best->result;
        if (best->result == outcome::none && !hits_.is_cut)
        {
            return result;
        }
        // More hits than we weigh: nobody writes like that calmly, so ask.
        result.outcome = std::max(result.outcome, outcome::ask);
        result.category = block_of(*best->found).category;
        result.level = std::max(best->grade, level_of(result.outcome));
        result.urgency = best->nearness;
        explain(*best->found, result);
        return result;
    }

    static bool is_graver(const verdict& a, const verdict& b)
    {
        const auto weight = [](const verdict& v) {
            return std::tuple{v.result, v.grade, v.nearness, v.found->last - v.found->first};
        };
        return a.result != outcome::none && weight(a) > weight(b);
    }

    // The objections are counted only as long as there is room to show them.
    void explain(const hit& best, screening& result) const
    {
        add_reason(best, true, result);
        result.rule = result.reasons.front().rule;
        result.words = result.reasons.front().words;
        for (const auto& other : hits_.all())
        {
            if (&other != &best && block_of(other).outcome != outcome::none)
            {
                add_reason(other, true, result);
            }
        }
        for (const auto& other : objections_.all())
        {
            if (result.reasons.size() == reasons_shown)
            {
                return;
            }
            const bool has_reached = std::ranges::any_of(
                hits_.all(), [&](const hit& h) { return reaches(other, h, tokens_); });
            if (has_reached)
            {
                add_reason(other, block_of(other).purpose == purpose::mark, result);
            }
        }
    }

    void add_reason(const hit& hit, bool is_for, screening& result) const
    {
        const block& block = block_of(hit);
        const bool is_known = std::ranges::any_of(result.reasons, [&](const reason& r) {
            return r.explanation.data() == block.why.data();
        });
        if (!is_known && result.reasons.size() < reasons_shown)
        {
            result.reasons.push_back(
                {is_for, std::string{block.id}.append("@").append(block.version), block.why,
                 words_of(hit, tokens_)});
        }
    }

    token_row tokens_;
    rule_hits hits_;
    objection_hits objections_;
};

void shift(screening& result, std::size_t by)
{
    const auto move = [by](text_span& span) { span = {span.begin + by, span.end + by}; };
    std::ranges::for_each(result.words, move);
    for (auto& reason : result.reasons)
    {
        std::ranges::for_each(reason.words, move);
    }
}

} // namespace

screening screen(std::string_view raw_text)
{
    constexpr auto window = limits::screened_window_bytes;
    screening head = judge{raw_text.substr(0, window)}.decide();
    if (raw_text.size() <= window)
    {
        return head;
    }
    const std::size_t from = raw_text.size() - window;
    screening tail = judge{raw_text.substr(from)}.decide();
    shift(tail, from);
    const auto weight = [](const screening& one) {
        return std::tuple(one.outcome, one.level, one.urgency);
    };
    const auto strain = std::max(head.strain, tail.strain);
    auto gravest = weight(tail) > weight(head) ? std::move(tail) : std::move(head);
    gravest.strain = strain;
    return gravest;
}

std::string_view rules_version()
{
    return tables.version;
}

} // namespace switchback::risk
