#include "bot/core/run/record.hpp"

#include <algorithm>

namespace switchback::run {
namespace {

bool has_shape_of(const record_snapshot::item& one, const record_snapshot::item& other)
{
    return one.collection == other.collection &&
           std::ranges::equal(one.fields, other.fields, {}, &flow::field::name, &flow::field::name);
}

// Neighbours are mostly of one collection with the same fields: the names are written once.
void append(
    writer& to, const record_snapshot::item& one, const record_snapshot::item* before,
    std::string_view key)
{
    const bool is_alike = before != nullptr && has_shape_of(one, *before);
    to.boolean(is_alike);
    if (!is_alike)
    {
        to.text(one.collection);
        to.varint(one.fields.size());
        for (const auto& part : one.fields)
            to.text(part.name);
    }
    to.text(key);
    to.signed_varint(one.at_ms);
    for (const auto& part : one.fields)
        flow::write_value(to, part.held);
}

record_snapshot::item read_next(reader& from, const record_snapshot::item* before)
{
    record_snapshot::item out;
    if (from.boolean() && before != nullptr)
    {
        out.collection = before->collection;
        for (const auto& part : before->fields)
            out.fields.push_back({part.name, {}});
    }
    else
    {
        out.collection = std::string(from.text());
        out.fields.resize(from.count());
        for (auto& part : out.fields)
            part.name = std::string(from.text());
    }
    out.key = std::string(from.text());
    out.at_ms = from.signed_varint();
    for (auto& part : out.fields)
        part.held = flow::read_value(from);
    return out;
}

} // namespace

packed_items::packed_items(std::span<const record_snapshot::item> from)
{
    writer to;
    for (std::size_t i = 0; i < from.size(); ++i)
        append(to, from[i], i == 0 ? nullptr : &from[i - 1], from[i].key);
    bytes_ = std::move(to).take();
}

packed_items packed_items::without_keys(std::span<const record_snapshot::item* const> from)
{
    writer to;
    for (std::size_t i = 0; i < from.size(); ++i)
        append(to, *from[i], i == 0 ? nullptr : from[i - 1], {});
    packed_items out;
    out.bytes_ = std::move(to).take();
    return out;
}

packed_items packed_items::of_bytes(std::string_view bytes)
{
    packed_items out;
    out.bytes_ = bytes;
    return out;
}

std::vector<record_snapshot::item> packed_items::unpack() const
{
    std::vector<record_snapshot::item> out;
    reader from(bytes_);
    while (!from.at_end())
    {
        auto next = read_next(from, out.empty() ? nullptr : &out.back());
        if (!from.ok())
            break;
        out.push_back(std::move(next));
    }
    return out;
}

void write_item(writer& to, const record_snapshot::item& from)
{
    to.text(from.collection);
    to.text(from.key);
    to.signed_varint(from.at_ms);
    flow::write_value(to, from.fields);
}

record_snapshot::item read_item(reader& from)
{
    record_snapshot::item out;
    out.collection = std::string(from.text());
    out.key = std::string(from.text());
    out.at_ms = from.signed_varint();
    out.fields = flow::read_record(from);
    return out;
}

} // namespace switchback::run
