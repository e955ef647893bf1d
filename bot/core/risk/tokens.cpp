#include "bot/core/risk/tokens.hpp"

#include "bot/core/risk/fold.hpp"
#include "bot/core/risk/spelling.hpp"

#include <algorithm>
#include <utility>

namespace switchback::risk {
namespace {

constexpr std::size_t longest_han = 4; // characters of one Chinese word

// Most texts are plain; one look instead of a chain of questions.
const std::array<folded_char, 128> ascii = [] {
    std::array<folded_char, 128> table;
    for (char32_t c = 0; c < 128; ++c)
    {
        table[c] = fold(c);
    }
    return table;
}();

// Not part of a word when it ends it: a closing quote, a star.
bool is_decoration(char32_t c)
{
    return c == '\'' || c == '*' || c == '@' || c == '$';
}

} // namespace

// Builds one token_row: one pass over the text, each character looked at a bounded number of times.
class token_reader
{
public:
    token_reader(token_row& row, std::string_view text) : row_{row}, text_{text} {}

    void read()
    {
        add_edge(text_begins, 0);
        for (std::size_t at = 0; at < text_.size();)
        {
            const auto byte = static_cast<unsigned char>(text_[at]);
            if (byte < 0x80)
            {
                const folded_char c = ascii[byte];
                c.kind == char_kind::letter ? add_letter(c.letter, at, at + 1)
                                            : take(c, at, at + 1);
                ++at;
                continue;
            }
            const decoded_char c = decode_utf8(text_, at);
            take(fold(c.code_point), at, c.next);
            at = c.next;
        }
        end_word();
        end_spelled();
        if (row_.tokens_[row_.size_ - 1].word == sentence_ends)
        {
            --row_.size_; // the end of the text says it already
        }
        add_edge(text_ends, text_.size());
    }

private:
    void take(folded_char c, std::size_t at, std::size_t next)
    {
        switch (c.kind)
        {
        case char_kind::letter:
            return add_letter(c.letter, at, next);
        case char_kind::mark:
            return add_mark(c.letter, at, next);
        case char_kind::apostrophe:
            if (word_.size > 0)
            {
                has_apostrophe_ = true;
                word_.add('\'');
            }
            return;
        case char_kind::silent:
            return;
        case char_kind::space:
            end_word();
            ++gap_;
            return;
        case char_kind::pause:
            end_word();
            return pause(text_[at] == '\n' && at > 0 && text_[at - 1] == '\n', at);
        case char_kind::stop:
            if (text_[at] == '!' && is_inside_word(next))
            {
                return add_mark('!', at, next); // "k!ll"
            }
            end_word();
            return stop(at, next);
        case char_kind::picture:
            end_word();
            gap_ += 2; // pictures glued to a word are words of their own
            add_letter(c.letter, at, next);
            return end_word();
        case char_kind::ideograph:
            end_word();
            end_spelled();
            return add_ideograph(c.letter, at, next);
        }
    }

    // The longest row of Han characters from here that the rules read as one word, or this one.
    void add_ideograph(char32_t c, std::size_t at, std::size_t next)
    {
        gap_ = 0;
        if (at < han_until_)
        {
            return; // part of the word before
        }
        std::uint64_t hash = word_hash(word_hash_seed, c);
        const word_entry* entry = find_word(hash);
        std::size_t end = next;
        for (std::size_t i = 1; i < longest_han && next < text_.size(); ++i)
        {
            const decoded_char more = decode_utf8(text_, next);
            const folded_char folded = fold(more.code_point);
            if (folded.kind != char_kind::ideograph)
            {
                break;
            }
            hash = word_hash(hash, folded.letter);
            next = more.next;
            if (const auto* longer = find_word(hash))
            {
                entry = longer;
                end = next;
            }
        }
        han_until_ = end;
        if (entry != nullptr)
        {
            add_entry(*entry, at, end);
        }
        else
        {
            add_token({.word = unknown_word}, at, end);
        }
    }

    // Few letters before and a small one right after: "k!ll", not "Help!Now".
    bool is_inside_word(std::size_t next) const
    {
        return word_.size > 0 && word_.size < 4 && next < text_.size() && text_[next] >= 'a' &&
               text_[next] <= 'z';
    }

    // A sign stands for a letter only inside a word; at its edge it is decoration ("*sigh*").
    void add_mark(char32_t c, std::size_t at, std::size_t next)
    {
        const bool is_digit = c >= '0' && c <= '9';
        if (!is_digit && word_.size == 0)
        {
            ++gap_;
            return;
        }
        is_odd_ = true;
        add_letter(c, at, next);
    }

    void add_letter(char32_t c, std::size_t at, std::size_t next)
    {
        if (word_.size == 0)
        {
            word_begin_ = at;
        }
        else if (word_.letters[word_.size - 1] == c)
        {
            has_double_ = true;
        }
        if (word_.size > 1 && word_.letters[word_.size - 1] == c &&
            word_.letters[word_.size - 2] == c)
        {
            is_odd_ = true; // a third of the same letter: counted, not kept
            word_end_ = next;
            return;
        }
        word_.add(c);
        word_end_ = next;
    }

    // An empty line ends a sentence; any other pause only ends the reach of a "not".
    void pause(bool is_empty_line, std::size_t at)
    {
        gap_ += 2;
        pause_ = true;
        if (is_empty_line)
        {
            end_sentence(at);
        }
    }

    // A full stop followed by space ends a sentence; dots in a row, or inside a word, do not.
    void stop(std::size_t at, std::size_t next)
    {
        const bool in_row = text_[at] == '.' && ((next < text_.size() && text_[next] == '.') ||
                                                 (at > 0 && text_[at - 1] == '.'));
        const bool inside = text_[at] == '.' && next < text_.size() && text_[next] != ' ' &&
                            text_[next] != '\n' && text_[next] != '\r' && text_[next] != '"';
        if (in_row)
        {
            return pause(false, at);
        }
        if (inside)
        {
            ++gap_; // "k.i.l.l", and "stop.I" whose next word still starts anew
            pause_ = true;
            return;
        }
        pause(false, at);
        end_sentence(at);
    }

    void end_sentence(std::size_t at)
    {
        end_spelled();
        if (row_.size_ > 0 && !row_.tokens_[row_.size_ - 1].is_edge)
        {
            add_edge(sentence_ends, at);
            ++sentence_;
        }
    }

    void end_word()
    {
        if (word_.size == 0)
        {
            return;
        }
        drop_decoration();
        if (word_.size == 1 && !is_odd_)
        {
            spell();
        }
        else
        {
            end_spelled();
            add_word();
            is_spelling_ = false;
        }
        word_.clear();
        gap_ = 0;
        is_odd_ = has_apostrophe_ = has_double_ = false;
    }

    void drop_decoration()
    {
        std::size_t size = word_.size;
        while (size > 1 && is_decoration(word_.letters[size - 1]))
        {
            --size;
        }
        if (size != word_.size)
        {
            const word_buffer whole = word_;
            word_.clear();
            std::for_each_n(whole.letters.begin(), size, [this](char32_t c) { word_.add(c); });
        }
    }

    // A lone letter: a word ("i"), and maybe part of a word written with spaces ("d i e").
    void spell()
    {
        if (gap_ > 1)
        {
            end_spelled();
        }
        const bool had_pause = pause_;
        add_word();
        if (spelled_.size == 0)
        {
            spelled_from_ = row_.size_ - 1;
            spelled_pause_ = had_pause;
        }
        if (spelled_.size < longest_word)
        {
            spelled_.add(word_.letters[0]);
        }
    }

    void end_spelled()
    {
        // Two letters may be an "u r"; after a longer word written so they are a word as well.
        const std::size_t enough = is_spelling_ ? 2 : 3;
        if (spelled_.size >= enough && row_.size_ - spelled_from_ == spelled_.size)
        {
            is_spelling_ = true;
            const std::size_t begin = row_.tokens_[spelled_from_].begin;
            const std::size_t end = row_.tokens_[row_.size_ - 1].end;
            const std::size_t size_before = std::exchange(row_.size_, spelled_from_);
            const bool pause = std::exchange(pause_, spelled_pause_);
            if (const auto* entry = find_repaired(spelled_))
            {
                add_entry(*entry, begin, end);
            }
            else if (!add_glued(spelled_, begin, end))
            {
                row_.size_ = size_before; // nothing was written over
            }
            pause_ = pause;
        }
        spelled_.clear();
    }

    void add_word()
    {
        pause_ = pause_ || gap_ > 2; // " - "
        const word_entry* entry = find(word_);
        if (entry == nullptr && has_apostrophe_)
        {
            split_elision();
            word_ = without_apostrophes(word_);
            entry = find(word_);
        }
        if (is_odd_ && (entry == nullptr || (entry->flags & is_piece) == 0))
        {
            const auto* repaired = find_repaired(word_);
            entry = repaired != nullptr ? repaired : entry;
        }
        if (has_double_ && word_.size > 3 && !is_known(entry))
        {
            const auto* once = find(shortened(word_, 1)); // "killl" is odd, "liffe" is not
            entry = is_known(once) ? once : entry;
        }
        if (join_with_last(entry))
        {
            return;
        }
        last_hash_ = word_.hash;
        last_from_ = row_.size_;
        last_is_known_ = is_known(entry);
        if (entry != nullptr)
        {
            add_entry(*entry, word_begin_, word_end_);
        }
        else if (!add_glued(word_, word_begin_, word_end_))
        {
            add_token({.word = unknown_word}, word_begin_, word_end_);
        }
    }

    // "d'adieu", "qu'elle": what stands before the apostrophe is a word of its own.
    void split_elision()
    {
        const auto* begin = word_.letters.begin();
        const auto size =
            static_cast<std::size_t>(std::find(begin, begin + word_.size, U'\'') - begin);
        if (size > 2 || size + 3 > word_.size)
        {
            return;
        }
        const word_buffer whole = word_;
        word_.clear();
        std::for_each_n(
            whole.letters.begin() + size + 1, whole.size - size - 1,
            [this](char32_t c) { word_.add(c); });
        if (find(word_) == nullptr)
        {
            word_ = whole;
            return;
        }
        last_from_ = row_.size_; // no piece to be joined with what follows
        add_token({.word = unknown_word}, word_begin_, word_begin_ + size);
        gap_ = 0;
    }

    // "sui" + "cide": two pieces that together are one of the words the rules watch for.
    bool join_with_last(const word_entry* entry)
    {
        const bool is_neighbour = gap_ == 1 && !pause_ && row_.size_ > last_from_ &&
                                  row_.size_ - last_from_ == 1 &&
                                  (!is_known(entry) || word_.size < 5);
        if (!is_neighbour)
        {
            return false;
        }
        std::uint64_t hash = last_hash_;
        for (std::size_t i = 0; i < word_.size; ++i)
        {
            hash = word_hash(hash, word_.letters[i]);
        }
        const word_entry* joined = find_word(hash);
        const bool are_words = last_is_known_ && is_known(entry);
        const std::uint8_t needed = are_words ? joins_pieces : joins_pieces | joins_odd_pieces;
        if (joined == nullptr || (joined->flags & needed) == 0)
        {
            return false;
        }
        const token first = row_.tokens_[last_from_];
        row_.size_ = last_from_;
        pause_ = first.after_pause;
        add_entry(*joined, first.begin, word_end_);
        last_hash_ = hash;
        return true;
    }

    bool add_glued(const word_buffer& word, std::size_t begin, std::size_t end)
    {
        const glued_words found = find_glued(word);
        for (std::size_t left = found.count; left > 0; --left)
        {
            add_entry(*found.pieces[left - 1], begin, end);
        }
        return found.count > 0;
    }

    void add_entry(const word_entry& entry, std::size_t begin, std::size_t end)
    {
        for (std::size_t i = 0; i < entry.count; ++i)
        {
            token t;
            t.word = tables.readings[entry.reading + i];
            t.barrier = (entry.flags & is_barrier) != 0;
            add_token(t, begin, end);
        }
    }

    void add_edge(symbol edge, std::size_t at)
    {
        token t;
        t.word = edge;
        t.is_edge = true;
        add_token(t, at, at);
    }

    void add_token(token t, std::size_t begin, std::size_t end)
    {
        if (row_.size_ == token_row::capacity)
        {
            return;
        }
        t.begin = static_cast<std::uint16_t>(begin);
        t.end = static_cast<std::uint16_t>(end);
        t.sentence = sentence_;
        t.after_pause = std::exchange(pause_, false);
        row_.tokens_[row_.size_++] = t;
    }

    token_row& row_;
    std::string_view text_;
    word_buffer word_;
    std::size_t word_begin_ = 0;
    std::size_t word_end_ = 0;
    std::size_t gap_ = 0; // separators since the last word; a pause counts more than one
    bool pause_ = false;
    bool is_odd_ = false; // holds digits, signs or a letter three times
    bool has_double_ = false;
    bool has_apostrophe_ = false;
    std::uint16_t sentence_ = 0;
    std::uint64_t last_hash_ = 0; // of the last word as written
    std::size_t last_from_ = 0;   // where its tokens begin
    bool last_is_known_ = false;  // the word table holds it as written
    std::size_t han_until_ = 0;   // Han characters before this place are read already
    word_buffer spelled_;         // lone letters in a row
    std::size_t spelled_from_ = 0;
    bool spelled_pause_ = false;
    bool is_spelling_ = false; // the word before was written in lone letters
};

token_row::token_row(std::string_view raw_text)
{
    token_reader{*this, raw_text.substr(0, limits::screened_window_bytes)}.read();
}

} // namespace switchback::risk
