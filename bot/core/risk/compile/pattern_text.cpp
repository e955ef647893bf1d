#include "bot/core/risk/compile/pattern_text.hpp"

#include "bot/core/risk/fold.hpp"

#include <sstream>

namespace switchback::risk::compile {
namespace {

constexpr int default_gap = 3;
constexpr std::size_t most_sequences = 600;

void append_utf8(char32_t c, std::string& to)
{
    const auto byte = [&](char32_t value) { to += static_cast<char>(value); };
    if (c < 0x80)
    {
        return byte(c);
    }
    if (c < 0x800)
    {
        byte(0xC0 | c >> 6);
    }
    else
    {
        c < 0x10000 ? byte(0xE0 | c >> 12) : byte(0xF0 | c >> 18);
        if (c >= 0x10000)
        {
            byte(0x80 | (c >> 12 & 0x3F));
        }
        byte(0x80 | (c >> 6 & 0x3F));
    }
    byte(0x80 | (c & 0x3F));
}

std::string folded_word(std::string_view word)
{
    std::string result;
    for (std::size_t at = 0; at < word.size();)
    {
        const auto c = decode_utf8(word, at);
        const auto folded = fold(c.code_point);
        if (folded.letter != 0)
        {
            append_utf8(folded.letter, result);
        }
        else if (folded.kind != char_kind::silent)
        {
            throw rule_error{"'" + std::string{word} + "' holds a sign that no word holds"};
        }
        at = c.next;
    }
    return result;
}

// A written word as the screen reads it: one, or for Han characters the longest joined words, and
// each of the others by itself.
std::vector<std::string> folded_words(std::string_view written, const std::set<std::string>& joined)
{
    const std::string word = folded_word(written);
    if (word.empty() || fold(decode_utf8(word, 0).code_point).kind != char_kind::ideograph)
    {
        return {word};
    }
    std::vector<std::string> result;
    for (std::size_t at = 0; at < word.size();)
    {
        std::size_t best = decode_utf8(word, at).next;
        std::size_t next = best;
        for (std::size_t i = 1; i < longest_joined_han && next < word.size(); ++i)
        {
            next = decode_utf8(word, next).next;
            best = joined.contains(word.substr(at, next - at)) ? next : best;
        }
        result.push_back(word.substr(at, best - at));
        at = best;
    }
    return result;
}

using word_row = std::vector<std::string>;

void add_class(const std::string& name, const definitions& names, std::set<word_row>& to)
{
    const auto found = names.words.find(name);
    if (found == names.words.end())
    {
        throw rule_error{"no words are called '" + name + "'"};
    }
    std::istringstream in{found->second};
    for (std::string item; in >> item;)
    {
        if (item.starts_with('<'))
        {
            add_class(item.substr(1, item.size() - 2), names, to);
        }
        else
        {
            to.insert(folded_words(item, names.joined));
        }
    }
}

bool is_word(const element& e)
{
    return !e.words.empty();
}

// Whether two sequences differ in the words of one position at most; then they can share their
// bits.
std::optional<std::size_t> only_difference(const sequence& a, const sequence& b)
{
    std::optional<std::size_t> result;
    if (a.size() != b.size())
    {
        return result;
    }
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        if (a[i] == b[i])
        {
            continue;
        }
        if (result || !is_word(a[i]) || !is_word(b[i]) || a[i].is_optional != b[i].is_optional)
        {
            return std::nullopt;
        }
        result = i;
    }
    return a.empty() ? std::nullopt : std::optional{result.value_or(0)};
}

// Joins sequences that differ in one position, until none do: "(a|b) c" is one pattern, not two.
std::vector<sequence> merged(std::vector<sequence> all)
{
    for (bool again = true; again;)
    {
        again = false;
        for (std::size_t i = 0; i < all.size(); ++i)
        {
            for (std::size_t j = i + 1; j < all.size();)
            {
                const auto at = only_difference(all[i], all[j]);
                if (!at)
                {
                    ++j;
                    continue;
                }
                all[i][*at].words.merge(all[j][*at].words);
                all.erase(all.begin() + static_cast<std::ptrdiff_t>(j));
                again = true;
            }
        }
    }
    return all;
}

// Recursive descent over the pattern's text; each function returns all the sequences it stands for.
class parser
{
public:
    parser(std::string text, const definitions& names, int depth)
        : text_{std::move(text)}, names_{names}, depth_{depth}
    {}

    std::vector<sequence> whole()
    {
        auto result = alternatives('\0');
        return result;
    }

private:
    char peek()
    {
        while (at_ < text_.size() && text_[at_] == ' ')
        {
            ++at_;
        }
        return at_ < text_.size() ? text_[at_] : '\0';
    }

    // Inside (...) a bar separates alternatives; outside it is the edge of a sentence.
    std::vector<sequence> alternatives(char close)
    {
        std::vector<sequence> result = chain(close);
        while (close != '\0' && peek() == '|')
        {
            ++at_;
            for (auto& more : chain(close))
            {
                result.push_back(std::move(more));
            }
        }
        if (peek() != close)
        {
            throw rule_error{"the pattern '" + text_ + "' has an unmatched bracket"};
        }
        at_ += close != '\0';
        return merged(std::move(result));
    }

    std::vector<sequence> chain(char close)
    {
        std::vector<sequence> result(1);
        for (char c = peek(); c != close && c != '\0' && !(close == ')' && c == '|'); c = peek())
        {
            const auto items = item();
            std::vector<sequence> longer;
            for (const auto& head : result)
            {
                for (const auto& tail : items)
                {
                    longer.push_back(head);
                    longer.back().insert(longer.back().end(), tail.begin(), tail.end());
                }
            }
            result = std::move(longer);
            if (result.size() > most_sequences)
            {
                throw rule_error{"the pattern '" + text_ + "' stands for too many sequences"};
            }
        }
        return result;
    }

    std::vector<sequence> item()
    {
        const char c = peek();
        std::vector<sequence> result;
        if (c == '(')
        {
            ++at_;
            result = alternatives(')');
        }
        else
        {
            result = atom(token());
        }
        if (at_ < text_.size() && text_[at_] == '?')
        {
            ++at_;
            make_optional(result);
        }
        return result;
    }

    // A single position becomes an optional one; anything longer becomes one more alternative.
    static void make_optional(std::vector<sequence>& result)
    {
        if (result.size() == 1 && result[0].size() == 1)
        {
            result[0][0].is_optional = true;
        }
        else
        {
            result.emplace_back();
        }
    }

    std::string token()
    {
        const std::size_t begin = at_;
        if (text_[at_] == '|')
        {
            ++at_;
            return "|";
        }
        while (at_ < text_.size() && !std::string_view{" ?()|"}.contains(text_[at_]))
        {
            ++at_;
        }
        return text_.substr(begin, at_ - begin);
    }

    std::vector<sequence> atom(const std::string& token)
    {
        element one;
        if (token.starts_with(".."))
        {
            one.is_any = one.is_optional = true;
            const int length = token.size() > 2 ? std::stoi(token.substr(2)) : default_gap;
            return {sequence(static_cast<std::size_t>(length), one)};
        }
        if (token.starts_with('{'))
        {
            const auto found = names_.phrases.find(token.substr(1, token.size() - 2));
            if (found == names_.phrases.end() || depth_ > 4)
            {
                throw rule_error{"no phrase is called '" + token + "'"};
            }
            return parser{"(" + found->second + ")", names_, depth_ + 1}.whole();
        }
        one.is_edge = token == "|";
        one.is_begin = token == "^";
        one.is_end = token == "$";
        return one.is_edge || one.is_begin || one.is_end ? std::vector<sequence>{{one}}
                                                         : words_of(token);
    }

    // The alternatives of one token: words of one length share their positions where they can.
    std::vector<sequence> words_of(const std::string& token) const
    {
        std::set<word_row> rows;
        std::istringstream in{token};
        for (std::string part; std::getline(in, part, '/');)
        {
            if (part.starts_with('<'))
            {
                add_class(part.substr(1, part.size() - 2), names_, rows);
            }
            else
            {
                rows.insert(folded_words(part, names_.joined));
            }
        }
        element single;
        std::vector<sequence> result;
        for (const auto& row : rows)
        {
            if (row.size() == 1)
            {
                single.words.insert(row.front());
                continue;
            }
            auto& longer = result.emplace_back();
            for (const auto& word : row)
            {
                longer.emplace_back().words.insert(word);
            }
        }
        if (!single.words.empty())
        {
            result.push_back({single});
        }
        return merged(std::move(result));
    }

    std::string text_;
    const definitions& names_;
    int depth_;
    std::size_t at_ = 0;
};

} // namespace

std::vector<sequence> sequences_of(const std::string& pattern, const definitions& names)
{
    std::vector<sequence> result;
    for (auto sequence : parser{pattern, names, 0}.whole())
    {
        while (!sequence.empty() && sequence.back().is_optional)
        {
            sequence.pop_back();
        }
        // A leading optional position matters only for what is shown: with and without it are two.
        while (!sequence.empty() && sequence.front().is_optional)
        {
            sequence.erase(sequence.begin());
        }
        if (sequence.empty() || sequence.size() > 60)
        {
            throw rule_error{"the pattern '" + pattern + "' is empty or too long"};
        }
        result.push_back(std::move(sequence));
    }
    return merged(std::move(result));
}

std::vector<std::string> words_in(const std::string& list)
{
    std::vector<std::string> result;
    std::istringstream in{list};
    for (std::string word; in >> word;)
    {
        result.push_back(folded_word(word));
    }
    return result;
}

} // namespace switchback::risk::compile
