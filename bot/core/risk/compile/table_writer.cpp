#include "bot/core/risk/compile/table_writer.hpp"

#include "bot/core/risk/compile/misspelling.hpp"
#include "bot/core/risk/fold.hpp"

#include <algorithm>
#include <bit>
#include <ostream>
#include <tuple>

namespace switchback::risk::compile {
namespace {

// Positions by lane, only where there are any.
using row = std::map<std::size_t, std::uint64_t>;

constexpr std::size_t edge_symbols = 3;
constexpr std::size_t shortest_joined = 6;
constexpr std::size_t shortest_odd_joined = 3;

std::uint64_t hash_of(std::string_view word)
{
    std::uint64_t hash = word_hash_seed;
    for (std::size_t at = 0; at < word.size();)
    {
        const auto c = decode_utf8(word, at);
        hash = word_hash(hash, c.code_point);
        at = c.next;
    }
    return hash;
}

// Collects everything, then writes it; the steps run in the order of the constructor.
class writer
{
public:
    writer(const rule_model& model, std::ostream& out) : model_{model}, out_{out}
    {
        place_patterns();
        number_words();
        read_words();
        write();
    }

private:
    // Puts each pattern into the first lane with room and marks its positions there.
    void place_patterns()
    {
        // Rules first; then patterns of one language that begin alike, so that a word wakes few
        // lanes.
        using key = std::tuple<bool, std::string, std::set<std::string>>;
        std::multimap<key, std::pair<const sequence*, std::size_t>> all;
        for (std::size_t b = 0; b < model_.blocks.size(); ++b)
        {
            const auto& block = model_.blocks[b];
            for (const auto& sequence : block.patterns)
            {
                all.emplace(
                    key{block.purpose != purpose::rule, block.id.substr(0, 2),
                        sequence.front().words},
                    std::pair{&sequence, b});
            }
        }
        std::size_t used = 64;
        for (const auto& [key, value] : all)
        {
            const auto& [sequence, block] = value;
            const bool is_first_other = std::get<0>(key) && rule_lanes_ == 0;
            rule_lanes_ = is_first_other ? lanes_.size() : rule_lanes_;
            if (is_first_other || used + sequence->size() > 64)
            {
                used = 0;
                lanes_.emplace_back();
            }
            place(*sequence, block, lanes_.size() - 1, used);
            used += sequence->size();
        }
        if (lanes_.size() > max_lanes)
        {
            throw rule_error{
                "the rules fill " + std::to_string(lanes_.size()) + " lanes of at most " +
                std::to_string(max_lanes)};
        }
        std::ranges::sort(
            patterns_, {}, [](const pattern& p) { return std::tuple{p.lane, p.last_bit}; });
    }

    void place(const sequence& sequence, std::size_t block, std::size_t lane, std::size_t first)
    {
        auto& masks = lanes_[lane];
        const std::size_t last = first + sequence.size() - 1;
        const auto bit = [](std::size_t at) { return std::uint64_t{1} << at; };
        masks.first |= bit(first);
        masks.last |= bit(last);
        for (std::size_t i = 0; i < sequence.size(); ++i)
        {
            const auto& element = sequence[i];
            const auto at = bit(first + i);
            masks.any |= element.is_any ? at : 0;
            masks.edge |= element.words.empty() && !element.is_any ? at : 0;
            if (element.is_optional)
            {
                masks.optional |= at;
                masks.before |= sequence[i - 1].is_optional ? 0 : at >> 1;
                masks.stretch_end |= sequence[i + 1].is_optional ? 0 : at;
            }
            for (const auto& word : element.words)
            {
                positions_[word].emplace_back(lane, at);
            }
            for (std::size_t edge = 0; edge < edge_symbols; ++edge)
            {
                if (element.is_edge || (element.is_begin && edge == 0) ||
                    (element.is_end && edge == 1))
                {
                    edge_positions_[edge].emplace_back(lane, at);
                }
            }
        }
        patterns_.push_back(
            {static_cast<std::uint16_t>(block), static_cast<std::uint16_t>(lane),
             static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(last)});
    }

    // Gives every word a symbol; words that stand at the same positions share one.
    void number_words()
    {
        rows_.emplace_back(); // of an unknown word
        for (const auto& positions : edge_positions_)
        {
            rows_.push_back(row_of(positions));
        }
        std::map<row, symbol> symbols{{row{}, unknown_word}};
        refuse_read_words();
        for (const auto& [word, positions] : positions_)
        {
            const row fits = row_of(positions);
            const auto [found, is_new] = symbols.emplace(fits, static_cast<symbol>(rows_.size()));
            if (is_new)
            {
                rows_.push_back(fits);
            }
            symbols_[word] = found->second;
        }
    }

    // A rule with a word that is always read as others could never match.
    void refuse_read_words() const
    {
        std::string found;
        for (const auto& [word, positions] : positions_)
        {
            found += model_.readings.contains(word) ? " " + word : "";
        }
        if (!found.empty())
        {
            throw rule_error{"these words stand in rules but are always read as others:" + found};
        }
    }

    static row row_of(const std::vector<std::pair<std::size_t, std::uint64_t>>& positions)
    {
        row result;
        for (const auto& [lane, at] : positions)
        {
            result[lane] |= at;
        }
        return result;
    }

    symbol symbol_of(const std::string& word) const
    {
        const auto found = symbols_.find(word);
        return found == symbols_.end() ? unknown_word : found->second;
    }

    // Fills the word table: words of rules, words with a reading, known words, misspellings.
    void read_words()
    {
        std::map<std::string, std::vector<std::string>> all = model_.readings;
        for (const auto& [word, symbol] : symbols_)
        {
            all[word] = {word};
        }
        for (const auto* known :
             {&model_.real, &model_.barriers, &model_.watched, &model_.spelled, &model_.joined})
        {
            for (const auto& word : *known)
            {
                all.emplace(word, std::vector{word});
            }
        }
        const auto known = all;
        for (const auto* repaired : {&model_.watched, &model_.spelled})
        {
            for (const auto& word : *repaired)
            {
                for (const auto& wrong : misspellings_of(word))
                {
                    all.emplace(wrong, known.at(word));
                }
            }
        }
        words_.resize(std::bit_ceil(all.size() * 2));
        for (const auto& [word, reading] : all)
        {
            add_word(word, reading);
        }
    }

    void add_word(const std::string& word, const std::vector<std::string>& reading)
    {
        const auto hash = hash_of(word);
        filter_[filter_place(hash)] |= filter_bit(hash);
        if (reading.size() > word.size())
        {
            throw rule_error{"'" + word + "' is read as more words than it has letters"};
        }
        word_entry entry;
        entry.check = static_cast<std::uint32_t>(hash >> 32);
        entry.reading = static_cast<std::uint16_t>(readings_.size());
        entry.count = static_cast<std::uint8_t>(reading.size());
        // Only words an author wrote, not their misspellings: those would join too much.
        const bool is_written = model_.watched.contains(word) || model_.readings.contains(word);
        const bool joins = is_written && model_.watched.contains(reading.front()) &&
                           word.size() >= shortest_joined;
        const bool joins_odd = (model_.watched.contains(word) || model_.spelled.contains(word)) &&
                               word.size() >= shortest_odd_joined;
        const bool stops = model_.barriers.contains(reading.front());
        entry.flags = static_cast<std::uint8_t>(
            (symbols_.contains(word) || model_.readings.contains(word) ? is_piece : 0) |
            (model_.real.contains(word) ? is_ordinary : 0) | (joins ? joins_pieces : 0) |
            (joins_odd ? joins_odd_pieces : 0) | (stops ? is_barrier : 0) |
            ((is_written && model_.watched.contains(reading.front())) || joins_odd ? is_watched
                                                                                   : 0));
        std::vector<symbol> symbols;
        for (const auto& part : reading)
        {
            symbols.push_back(symbol_of(part));
        }
        const auto found = std::ranges::search(readings_, symbols);
        if (!found.empty())
        {
            entry.reading = static_cast<std::uint16_t>(found.begin() - readings_.begin());
        }
        else
        {
            readings_.insert(readings_.end(), symbols.begin(), symbols.end());
        }
        std::size_t at = hash & (words_.size() - 1);
        while (words_[at].count != 0)
        {
            at = (at + 1) & (words_.size() - 1);
        }
        words_[at] = entry;
    }

    void write()
    {
        out_ << "// Written by risk_compile from flows/safety/*.rules. Not to be edited.\n"
                "#include \"bot/core/risk/tables.hpp\"\n\nnamespace "
                "switchback::risk\n{\nnamespace\n{\n";
        out_ << "constexpr word_entry words[]{\n";
        for (const auto& w : words_)
        {
            out_ << '{' << w.check << "U," << w.reading << ',' << +w.count << ',' << +w.flags
                 << "},\n";
        }
        out_ << "};\nconstexpr word_filter filter{{";
        write_list(filter_);
        out_ << "}};\nconstexpr symbol readings[]{";
        for (const auto s : readings_)
        {
            out_ << s << ',';
        }
        out_ << "};\n";
        write_rows();
        out_ << "constexpr lane_masks lanes[]{\n";
        for (const auto& l : lanes_)
        {
            out_ << '{';
            write_list(
                std::array{l.first, l.any, l.optional, l.before, l.stretch_end, l.last, l.edge});
            out_ << "},\n";
        }
        out_ << "};\nconstexpr pattern patterns[]{\n";
        for (const auto& p : patterns_)
        {
            out_ << '{' << p.block << ',' << +p.lane << ',' << +p.first_bit << ',' << +p.last_bit
                 << "},\n";
        }
        out_ << "};\n";
        write_blocks();
        out_ << "} // namespace\n\nconstinit const screen_tables tables{words, filter, readings, "
                "rows, "
                "places, fits, lanes, "
             << rule_lanes_ << ", patterns, blocks, \"" << std::hex << hash_of(model_.source)
             << "\"};\n\n} // namespace switchback::risk\n";
    }

    void write_rows()
    {
        std::size_t first = 0;
        out_ << "constexpr symbol_row rows[]{\n";
        for (const auto& r : rows_)
        {
            lane_set starts{};
            for (const auto& [lane, fits] : r)
            {
                const bool is_start = (fits & lanes_[lane].first) != 0;
                starts[lane / 64] |= is_start ? std::uint64_t{1} << lane % 64 : 0;
            }
            out_ << "{{";
            write_list(starts);
            std::uint32_t start_words = 0;
            for (std::size_t word = 0; word < lane_set_words; ++word)
            {
                start_words |= starts[word] != 0 ? std::uint32_t{1} << word : 0;
            }
            out_ << "}," << first << ',' << start_words << "},\n";
            first += r.size();
        }
        out_ << "};\nconstexpr std::uint16_t places[]{\n";
        for (const auto& r : rows_)
        {
            std::vector<std::uint64_t> places(lanes_.size());
            std::uint64_t next = 0;
            for (const auto& [lane, fits] : r)
            {
                places[lane] = ++next;
            }
            write_list(places);
            out_ << '\n';
        }
        out_ << "};\nconstexpr std::uint64_t fits[]{\n";
        for (const auto& r : rows_)
        {
            for (const auto& [lane, fits] : r)
            {
                out_ << fits << "U,";
            }
            out_ << '\n';
        }
        out_ << "};\n";
    }

    template <class list>
    void write_list(const list& values)
    {
        for (const auto word : values)
        {
            out_ << word << "U,";
        }
    }

    void write_blocks()
    {
        out_ << "constexpr block blocks[]{\n";
        for (const auto& b : model_.blocks)
        {
            out_ << '{' << literal_of(b.id) << ",{'" << b.id[0] << "','" << b.id[1] << "'},"
                 << literal_of(b.version) << ',' << literal_of(b.why) << ',' << "purpose{"
                 << static_cast<int>(b.purpose) << "},outcome{" << static_cast<int>(b.outcome)
                 << "},category{" << static_cast<int>(b.category) << "},"
                 << static_cast<int>(b.level == 0 ? level_of(b.outcome) : b.level) << ",urgency{"
                 << static_cast<int>(b.urgency) << "},objection{" << static_cast<int>(b.kind)
                 << "},reach{" << static_cast<int>(b.reach) << "}," << b.reach_words << ",{";
            for (std::size_t kind = 0; kind < objection_count; ++kind)
            {
                out_ << "outcome{" << static_cast<int>(answer_of(b, static_cast<objection>(kind)))
                     << "},";
            }
            out_ << "}},\n";
        }
        out_ << "};\n";
    }

    // What a rule that does not say otherwise leaves after an objection: an idiom or a denial takes
    // it away, anything else makes it one step softer, because in doubt we ask.
    static outcome answer_of(const rule_block& block, objection kind)
    {
        const auto& own = block.answers[static_cast<std::size_t>(kind)];
        const bool is_lifting = kind == objection::idiom || kind == objection::denial;
        const bool is_crisis = block.outcome == outcome::crisis;
        return own.value_or(is_crisis && !is_lifting ? outcome::ask : outcome::none);
    }

    const rule_model& model_;
    std::ostream& out_;
    std::vector<lane_masks> lanes_;
    std::size_t rule_lanes_ = 0;
    word_filter filter_{};
    std::vector<pattern> patterns_;
    std::map<std::string, std::vector<std::pair<std::size_t, std::uint64_t>>> positions_;
    std::array<std::vector<std::pair<std::size_t, std::uint64_t>>, edge_symbols> edge_positions_;
    std::vector<row> rows_;
    std::map<std::string, symbol> symbols_;
    std::vector<word_entry> words_;
    std::vector<symbol> readings_;
};

} // namespace

void write_tables(const rule_model& model, std::ostream& out)
{
    writer{model, out};
}

std::string literal_of(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text)
    {
        if (c == '"' || c == '\\')
        {
            result += '\\';
        }
        result += c;
    }
    return result + '"';
}

} // namespace switchback::risk::compile
