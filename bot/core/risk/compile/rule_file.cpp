#include "bot/core/risk/compile/rule_file.hpp"

#include "bot/core/risk/compile/pattern_text.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace switchback::risk::compile {
namespace {

constexpr std::array<std::string_view, objection_count> objection_names{
    "idiom", "denial", "other", "past", "fiction", "joke", "study", "lightly"};

template <class value>
std::optional<value> by_name(std::string_view name, std::initializer_list<value> values)
{
    const auto found = std::ranges::find_if(values, [&](value v) { return name_of(v) == name; });
    return found == values.end() ? std::nullopt : std::optional{*found};
}

std::optional<outcome> outcome_named(std::string_view name)
{
    return by_name(name, {outcome::none, outcome::ask, outcome::crisis});
}

std::optional<category> category_named(std::string_view name)
{
    return by_name(
        name, {category::suicide, category::self_harm, category::harm_to_others, category::abuse,
               category::medical});
}

std::optional<urgency> urgency_named(std::string_view name)
{
    return by_name(name, {urgency::none, urgency::plan, urgency::now});
}

std::optional<objection> objection_named(std::string_view name)
{
    const auto found = std::ranges::find(objection_names, name);
    return found == objection_names.end()
               ? std::nullopt
               : std::optional{static_cast<objection>(found - objection_names.begin())};
}

std::string trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t\r");
    const auto end = text.find_last_not_of(" \t\r");
    return begin == std::string_view::npos ? std::string{}
                                           : std::string{text.substr(begin, end - begin + 1)};
}

// The first word of a line, and what follows it.
std::pair<std::string, std::string> split_first(const std::string& line)
{
    const auto space = line.find(' ');
    return space == std::string::npos
               ? std::pair{line, std::string{}}
               : std::pair{line.substr(0, space), trimmed(line.substr(space))};
}

// Reads one file line by line; every line begins with a keyword.
class reader
{
public:
    reader(const std::filesystem::path& path, rule_model& model) : path_{path}, model_{model} {}

    void read()
    {
        std::ifstream file{path_};
        if (!file)
        {
            fail("cannot be opened");
        }
        for (std::string line; std::getline(file, line);)
        {
            ++line_number_;
            model_.source += line + '\n';
            line = trimmed(std::string_view{line}.substr(0, line.find('#')));
            if (!line.empty())
            {
                read_line(line);
            }
        }
    }

private:
    [[noreturn]] static void fail(const std::string& what) { throw rule_error{what}; }

    // Every fault below this gets its place here.
    void read_line(const std::string& line)
    {
        const auto [keyword, rest] = split_first(line);
        try
        {
            read_statement(keyword, rest);
        }
        catch (const rule_error& fault)
        {
            fail(path_.string() + ":" + std::to_string(line_number_) + ": " + fault.what());
        }
    }

    void read_statement(const std::string& keyword, const std::string& rest)
    {
        if (keyword == "language")
        {
            if (rest.size() != 2)
            {
                fail("a language is written with two letters");
            }
            language_ = rest;
        }
        else if (keyword == "words" || keyword == "phrase" || keyword == "read")
        {
            read_definition(keyword, rest);
        }
        else if (keyword == "join")
        {
            for (const auto& word : words_in(rest))
            {
                names_.joined.insert(word);
                model_.joined.insert(word);
            }
        }
        else if (
            keyword == "watch" || keyword == "spell" || keyword == "real" || keyword == "barrier")
        {
            auto& set = keyword == "watch"   ? model_.watched
                        : keyword == "spell" ? model_.spelled
                        : keyword == "real"  ? model_.real
                                             : model_.barriers;
            for (const auto& word : words_in(rest))
            {
                set.insert(word);
            }
        }
        else if (
            outcome_named(keyword) || keyword == "strain" || keyword == "against" ||
            keyword == "keep" || keyword == "mark")
        {
            begin_block(keyword, rest);
        }
        else
        {
            read_attribute(keyword, rest);
        }
    }

    // "words want: want need", "phrase longing: <want> to", "read kms: kill myself"
    void read_definition(const std::string& keyword, const std::string& rest)
    {
        const auto colon = rest.find(':');
        if (colon == std::string::npos)
        {
            fail("a definition needs a name, a colon and a value");
        }
        const std::string name = trimmed(rest.substr(0, colon));
        const std::string value = trimmed(rest.substr(colon + 1));
        if (keyword == "read")
        {
            for (const auto& word : words_in(name))
            {
                model_.readings[word] = words_in(value);
            }
            return;
        }
        auto& defined = keyword == "words" ? names_.words : names_.phrases;
        if (!defined.emplace(name, value).second)
        {
            fail("'" + name + "' is defined twice");
        }
    }

    // "crisis suicide want_to_die", "against idiom of_laughter words", "keep cant_stop",
    // "mark now clause"
    void begin_block(const std::string& keyword, const std::string& rest)
    {
        if (language_.empty())
        {
            fail("the language comes before the rules");
        }
        std::istringstream in{rest};
        std::string first;
        std::string name;
        rule_block block;
        in >> first;
        block.id = language_ + "." + first;
        if (keyword == "keep")
        {
            block.purpose = purpose::keep;
            block.id = language_ + ".keep." + first;
        }
        else if (keyword == "mark")
        {
            block.purpose = purpose::mark;
            block.id = language_ + ".mark." + first;
            block.urgency = urgency_named(first).value_or(urgency::none);
            read_reach(in, block);
            if (block.urgency == urgency::none)
            {
                fail("a mark is 'plan' or 'now'");
            }
        }
        else
        {
            in >> name;
            block.id += "." + name;
            keyword == "against" ? read_objection(first, in, block)
                                 : read_rule(keyword, first, block);
        }
        if (std::ranges::count(model_.blocks, block.id, &rule_block::id) > 0)
        {
            fail("the rule '" + block.id + "' stands twice");
        }
        model_.blocks.push_back(std::move(block));
    }

    void read_rule(const std::string& keyword, const std::string& about, rule_block& block) const
    {
        const auto category = category_named(about);
        if (!category)
        {
            fail("no category is called '" + about + "'");
        }
        block.outcome = outcome_named(keyword).value_or(outcome::none); // "strain" asks nothing
        block.category = *category;
    }

    void read_objection(const std::string& kind, std::istringstream& in, rule_block& block) const
    {
        const auto objection = objection_named(kind);
        if (!objection)
        {
            fail("no objection is called '" + kind + "'");
        }
        block.purpose = purpose::against;
        block.kind = *objection;
        read_reach(in, block);
    }

    static void read_reach(std::istringstream& in, rule_block& block)
    {
        static const std::map<std::string, reach> reaches{
            {"words", reach::words},
            {"after", reach::after},
            {"clause", reach::clause},
            {"message", reach::message}};
        std::string name;
        in >> name >> block.reach_words;
        const auto found = reaches.find(name);
        if (found == reaches.end() || (name == "after") != (block.reach_words > 0))
        {
            fail("it reaches 'words', 'after N', 'clause' or 'message'");
        }
        block.reach = found->second;
    }

    static void read_gravity(const std::string& keyword, const std::string& rest, rule_block& block)
    {
        const auto urgency = urgency_named(rest);
        const bool is_level = rest.size() == 1 && rest[0] >= '1' && rest[0] <= '0' + gravest_level;
        if (block.purpose != purpose::rule ||
            !(keyword == "level" ? is_level : urgency.has_value()))
        {
            fail("a rule has a level from 1 to 4, and an urgency of none, plan or now");
        }
        if (is_level)
        {
            block.level = static_cast<level>(rest[0] - '0');
        }
        else
        {
            block.urgency = *urgency;
        }
    }

    void read_attribute(const std::string& keyword, const std::string& rest)
    {
        if (model_.blocks.empty())
        {
            fail("'" + keyword + "' stands outside a rule");
        }
        auto& block = model_.blocks.back();
        if (keyword == "why")
        {
            block.why = rest;
        }
        else if (keyword == "version")
        {
            block.version = rest;
        }
        else if (keyword == "level" || keyword == "urgency")
        {
            read_gravity(keyword, rest, block);
        }
        else if (keyword == "say")
        {
            std::ranges::move(sequences_of(rest, names_), std::back_inserter(block.patterns));
        }
        else if (const auto kind = objection_named(keyword))
        {
            const auto answer = outcome_named(rest);
            if (!answer)
            {
                fail("an answer is none, ask or crisis");
            }
            block.answers[static_cast<std::size_t>(*kind)] = *answer;
        }
        else
        {
            fail("'" + keyword + "' is not a keyword");
        }
    }

    std::filesystem::path path_;
    rule_model& model_;
    int line_number_ = 0;
    std::string language_;
    definitions names_;
};

} // namespace

void read_rule_file(const std::filesystem::path& path, rule_model& model)
{
    reader{path, model}.read();
}

} // namespace switchback::risk::compile
