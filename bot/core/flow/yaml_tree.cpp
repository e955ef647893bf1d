#include "bot/core/flow/yaml_tree.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/utf8.hpp"

#include <algorithm>
#include <istream>
#include <streambuf>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

namespace switchback::flow {
namespace {

/// Thrown out of the event handler to stop yaml-cpp at the first refusal; never leaves this file.
struct refusal
{
    std::string_view code;
    std::int32_t line = 0;
    std::int32_t column = 0;
    std::string message;
    std::string suggestion;
};

/// Reads from the text itself; a string stream would copy it.
class view_buffer final : public std::streambuf
{
public:
    explicit view_buffer(std::string_view text)
    {
        // streambuf wants mutable pointers, but a get area is never written to.
        auto* begin = const_cast<char*>(text.data());
        setg(begin, begin, begin + text.size());
    }
};

class tree_builder final : public YAML::EventHandler
{
public:
    explicit tree_builder(std::string_view text) : text_(text)
    {
        line_starts_.push_back(0);
        for (std::size_t i = 0; i < text.size(); ++i)
            if (text[i] == '\n')
                line_starts_.push_back(i + 1);
    }

    [[nodiscard]] yaml_value take_root() && { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        refuse_anchor(mark, anchor);
        put(made(mark, yaml_value::form::nothing));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
    {
        throw refusal{
            codes::alias, line_of(mark), column_of(mark), "aliases (`*name`) are not allowed here",
            "write the text out where it is needed"};
    }

    void OnScalar(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
        const std::string& value) override
    {
        refuse_anchor(mark, anchor);
        // yaml-cpp reports "!" for quoted and block scalars and "?" for plain ones.
        if (tag != "?" && tag != "!" && !tag.empty())
            refuse_tag(mark, tag);
        auto one = made(mark, yaml_value::form::scalar);
        one.quoted = tag == "!";
        one.text = value;
        find_words(one);
        put(std::move(one));
    }

    void OnSequenceStart(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
        YAML::EmitterStyle::value style) override
    {
        open(mark, tag, anchor, style, yaml_value::form::sequence);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
        YAML::EmitterStyle::value style) override
    {
        open(mark, tag, anchor, style, yaml_value::form::mapping);
    }
    void OnMapEnd() override { close(); }

private:
    static std::int32_t line_of(const YAML::Mark& mark) { return mark.line + 1; }
    static std::int32_t column_of(const YAML::Mark& mark) { return mark.column + 1; }

    static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor)
    {
        if (anchor != YAML::NullAnchor)
            throw refusal{
                codes::alias, line_of(mark), column_of(mark),
                "anchors (`&name`) are not allowed here", "write the text out where it is needed"};
    }

    [[noreturn]] static void refuse_tag(const YAML::Mark& mark, const std::string& tag)
    {
        throw refusal{
            codes::tag, line_of(mark), column_of(mark),
            "tags (`" + tag.substr(0, 40) + "`) are not allowed here",
            "a sentence that begins with `!` needs quotes"};
    }

    yaml_value made(const YAML::Mark& mark, yaml_value::form form)
    {
        if (++values_ > limits::yaml_values)
            throw refusal{
                codes::too_large, line_of(mark), column_of(mark),
                "more than " + std::to_string(limits::yaml_values) + " values in one file", ""};
        yaml_value out;
        out.is = form;
        out.line = line_of(mark);
        out.column = column_of(mark);
        return out;
    }

    void open(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
        YAML::EmitterStyle::value style, yaml_value::form form)
    {
        refuse_anchor(mark, anchor);
        if (tag != "?" && !tag.empty())
            refuse_tag(mark, tag);
        if (path_.size() >= static_cast<std::size_t>(limits::yaml_depth))
            throw refusal{
                codes::too_deep, line_of(mark), column_of(mark),
                "nested deeper than " + std::to_string(limits::yaml_depth) + " levels", ""};
        auto one = made(mark, form);
        one.braces = style == YAML::EmitterStyle::Flow;
        path_.push_back(std::move(one));
    }

    void close()
    {
        auto done = std::move(path_.back());
        path_.pop_back();
        // yaml-cpp ends `{a: b}` with the value given, so keys and values always pair up.
        put(std::move(done));
    }

    void put(yaml_value one)
    {
        if (path_.empty())
        {
            root_ = std::move(one);
            return;
        }
        auto& into = path_.back();
        if (into.is_mapping() && into.items.size() % 2 == 0)
            check_key(into, one);
        into.items.push_back(std::move(one));
    }

    static void check_key(const yaml_value& into, const yaml_value& key)
    {
        if (!key.is_scalar())
            throw refusal{
                codes::yaml_syntax, key.line, key.column, "a key must be a word",
                "did you mean to quote this sentence?"};
        if (key.text == "<<" && !key.quoted)
            throw refusal{
                codes::merge_key, key.line, key.column, "merge keys (`<<`) are not allowed here",
                ""};
        for (std::size_t i = 0; i < into.items.size(); i += 2)
            if (into.items[i].text == key.text)
                throw refusal{
                    codes::duplicate_key, key.line, key.column,
                    "the key `" + key.text.substr(0, 60) + "` is written twice; first in line " +
                        std::to_string(into.items[i].line),
                    ""};
    }

    /// Finds where a scalar's words begin in the file, and whether a comment cuts them short.
    void find_words(yaml_value& one) const
    {
        one.words_line = one.line;
        one.words_column = one.column;
        const auto begin = offset(one.line, one.column);
        if (begin >= text_.size())
            return;
        if (one.quoted && (text_[begin] == '"' || text_[begin] == '\''))
            ++one.words_column;
        else if (one.quoted)
            find_block_words(one, begin);
        else
        {
            const auto end = begin + one.text.size();
            const auto next = text_.find_first_not_of(' ', end);
            one.comment_after = next != std::string_view::npos && next > end &&
                                text_[next] == '#' && text_.substr(begin, end - begin) == one.text;
        }
    }

    void find_block_words(yaml_value& one, std::size_t begin) const
    {
        const auto line_end = text_.find('\n', begin);
        if (line_end == std::string_view::npos)
            return;
        const auto words = text_.find_first_not_of(" \n\r", line_end);
        if (words == std::string_view::npos)
            return;
        const auto after = std::ranges::upper_bound(line_starts_, words);
        one.words_line = static_cast<std::int32_t>(after - line_starts_.begin());
        one.words_column = static_cast<std::int32_t>(words - *(after - 1)) + 1;
    }

    [[nodiscard]] std::size_t offset(std::int32_t line, std::int32_t column) const
    {
        const auto index = static_cast<std::size_t>(line - 1);
        return index < line_starts_.size()
                   ? line_starts_[index] + static_cast<std::size_t>(column - 1)
                   : text_.size();
    }

    std::string_view text_;
    std::vector<std::size_t> line_starts_;
    std::vector<yaml_value> path_;
    yaml_value root_;
    std::size_t values_ = 0;
};

/// Bytes that yaml-cpp would silently replace or stop at.
std::optional<refusal> refuse_bytes(std::string_view text)
{
    if (text.size() > limits::flow_file_bytes)
        return refusal{
            codes::too_large, 0, 0,
            "the file is larger than " + std::to_string(limits::flow_file_bytes) + " bytes", ""};
    const auto bad = std::min(find_invalid_utf8(text), text.find('\0'));
    if (bad == std::string_view::npos)
        return std::nullopt;
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(bad), '\n');
    const auto line_start = bad == 0 ? std::string_view::npos : text.rfind('\n', bad - 1);
    const auto column = line_start == std::string_view::npos ? bad + 1 : bad - line_start;
    return refusal{
        codes::encoding, static_cast<std::int32_t>(line), static_cast<std::int32_t>(column),
        text[bad] == '\0' ? "a zero byte: the file must be plain text" : "a byte that is not UTF-8",
        "save the file as UTF-8"};
}

std::string hint_for(const std::string& message)
{
    const auto sentence = message.find("illegal map value") != std::string::npos ||
                          message.find("end of map") != std::string::npos ||
                          message.find("end of sequence") != std::string::npos ||
                          message.find("unknown token") != std::string::npos;
    return sentence ? "did you mean to quote this sentence?" : "";
}

std::optional<yaml_value> build(std::string_view text)
{
    view_buffer buffer(text);
    std::istream in(&buffer);
    YAML::Parser parser(in);
    tree_builder builder(text);
    if (!parser.HandleNextDocument(builder))
        return std::nullopt;
    auto root = std::move(builder).take_root();
    tree_builder second(text);
    if (parser.HandleNextDocument(second))
    {
        const auto extra = std::move(second).take_root();
        throw refusal{
            codes::second_document, extra.line, extra.column,
            "a second document (`---`): one flow a file", ""};
    }
    return root;
}

} // namespace

const yaml_value* yaml_value::find(std::string_view name) const noexcept
{
    for (std::size_t i = 0; i < keys(); ++i)
        if (key(i).text == name)
            return &value(i);
    return nullptr;
}

std::optional<yaml_tree> read_yaml(std::string file, std::string_view text, diagnostics& found)
{
    const auto add = [&](const refusal& why) {
        found.push_back(
            {severity::error,
             std::string(why.code),
             {file, why.line, why.column},
             why.message,
             why.suggestion});
    };
    if (const auto refused = refuse_bytes(text))
    {
        add(*refused);
        return std::nullopt;
    }
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3); // a byte-order mark says nothing in UTF-8
    try
    {
        auto root = build(text);
        if (!root)
        {
            add({codes::yaml_syntax, 1, 1, "the file is empty", ""});
            return std::nullopt;
        }
        return yaml_tree{std::move(file), std::move(*root)};
    }
    catch (const refusal& why)
    {
        add(why);
    }
    catch (const YAML::Exception& why)
    {
        const auto known = !why.mark.is_null();
        add(
            {codes::yaml_syntax, known ? why.mark.line + 1 : 0, known ? why.mark.column + 1 : 0,
             "this is not YAML: " + why.msg, hint_for(why.msg)});
    }
    catch (const std::exception& why)
    {
        // yaml-cpp also lets the standard library's exceptions out, as of std::stoi.
        add({codes::yaml_syntax, 0, 0, std::string("this is not YAML: ") + why.what(), ""});
    }
    return std::nullopt;
}

} // namespace switchback::flow
