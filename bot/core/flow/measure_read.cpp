// What a file of flows/measures/ or flows/packs/ must declare, and why it may be refused.
#include "bot/core/flow/canonical.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/fields.hpp"
#include "bot/core/flow/measure.hpp"
#include "bot/core/measures/published.hpp"

#include <fmt/format.h>

namespace switchback::flow {
namespace {

licence_kind read_licence(fields& top, bool is_pack, faults& into)
{
    const auto* from = top.find("licence");
    if (from == nullptr)
    {
        into.error(
            codes::licence, top.mapping(), "a measure says under which licence it is shown",
            is_pack ? "write `licence: {kind: licensed, owner: ..., terms: ..., held_by: ...}`"
                    : "write `licence: {kind: own}`");
        return licence_kind::own;
    }
    fields keys(*from, "`licence`", into);
    const auto* kind = keys.need("kind");
    const auto said = kind == nullptr ? std::string() : kind->text;
    const auto out = said == "licensed" ? licence_kind::licensed
                     : said == "free"   ? licence_kind::free
                                        : licence_kind::own;
    if (kind != nullptr && is_pack != (out == licence_kind::licensed))
        into.error(
            codes::licence, *kind,
            is_pack ? "what stands in packs/ is licensed to the clinic: `kind: licensed`"
                    : "`kind` is `own` or `free` here",
            is_pack ? "" : "a licensed instrument goes into flows/packs/");
    else if (kind != nullptr && out == licence_kind::own && said != "own")
        into.error(codes::licence, *kind, "`kind` is `own`, `free` or `licensed`");
    if (out != licence_kind::own)
        for (const auto key : {"owner", "terms"})
            if (const auto* value = keys.need(key))
                (void)word(*value, fmt::format("`{}`", key), into);
    if (out == licence_kind::licensed)
        if (const auto* holder = keys.need("held_by"))
            (void)word(*holder, "`held_by`", into);
    keys.done();
    return out;
}

// The words of what we ship are their publisher's, byte by byte; nobody else may take its name.
void check_lock(const measure& made, const yaml_value& at, faults& into)
{
    const auto* lock = measures::lock_of(made.id);
    if (made.licence == licence_kind::free && lock == nullptr)
        into.error(
            codes::licence, at, fmt::format("`{}` is not among the free instruments", made.id),
            "a licensed instrument goes into flows/packs/");
    else if (made.licence != licence_kind::free && lock != nullptr)
        into.error(
            codes::licence, at, fmt::format("`{}` is the name of a shipped instrument", made.id));
    else if (lock != nullptr && lock->sha256 != made.text_hash)
        into.error(
            codes::text_changed, at,
            fmt::format(
                "the words of `{}` are not the published ones ({} instead of {})", made.id,
                made.text_hash.substr(0, 8), lock->sha256.substr(0, 8)),
            "take the file as it was shipped");
}

} // namespace

std::optional<measure> read_measure(yaml_tree from, diagnostics& found)
{
    const auto before = found.size();
    faults into(from, found);
    fields top(from.root, "a measure", into);
    const bool is_pack = from.file.starts_with("packs/");
    measure made;
    made.licence = read_licence(top, is_pack, into);
    made.what = read_instrument(top, made.licence == licence_kind::own, into);
    made.id = made.what.id;
    if (!made.id.empty() && !is_slug(made.id))
        into.error(codes::bad_name, from.root, fmt::format("`{}` is no measure id", made.id));
    for (const auto key : {"title", "say"})
        if (const auto* text = top.need(key))
            (void)word(*text, fmt::format("`{}`", key), into);
    if (const auto* note = top.find("note"))
        (void)word(*note, "`note`", into);
    if (const auto* source = top.find("source"); source == nullptr)
        into.error(codes::licence, from.root, "a measure says where it comes from: `source`");
    else
        (void)word(*source, "`source`", into);
    top.done();
    made.text_hash = sha256(measures::text_of(made.what));
    if (found.size() == before)
        check_lock(made, from.root, into);
    if (found.size() != before)
        return std::nullopt;
    made.source = std::move(from);
    return made;
}

} // namespace switchback::flow
