// Finds which option of a list some words mean; shared by `one` and `many`. Pure; any thread.
#pragma once

#include "bot/core/answers/answer_kind.hpp"
#include "bot/core/answers/language/language.hpp"
#include "bot/core/answers/words.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::answers {

struct choice_match
{
    enum class how
    {
        none,    // fits no option
        several, // fits more than one: nobody may pick for the client
        found,   // exactly the option `index`
        outside, // a number the list does not have
    };
    how what = how::none;
    std::size_t index = 0;
};

/// The options of one question with their folded labels, keys and other words. Borrows the spec,
/// the labels and the language; lives as long as one parse.
class choice_list
{
public:
    choice_list(const ask_spec& spec, std::span<const std::string> labels, const language& in);

    /// The one option these words mean: its label, key or another word for it, its number in the
    /// list, a beginning of three letters or more, its telling words, or a close typo. When two
    /// options fit, none does.
    [[nodiscard]] choice_match find(std::span<const token> said) const;

    /// The option whose label is exactly `text` byte for byte; for labels without letters (emoji).
    [[nodiscard]] choice_match find_label(std::string_view text) const noexcept;

private:
    struct name
    {
        std::string_view text; // folded
        std::size_t option = 0;
    };

    void add(std::string_view words, std::size_t option);
    [[nodiscard]] choice_match by_name(std::string_view plain) const noexcept;
    [[nodiscard]] choice_match by_number(std::span<const token> said) const noexcept;
    [[nodiscard]] choice_match by_beginning(std::string_view plain) const noexcept;
    [[nodiscard]] choice_match by_telling_words(std::string_view plain) const noexcept;
    [[nodiscard]] choice_match by_typo(std::string_view plain) const noexcept;
    [[nodiscard]] bool says_number(const name& of, double value) const noexcept;
    [[nodiscard]] std::string_view trimmed(std::string_view plain) const noexcept;
    [[nodiscard]] sense sense_of(std::string_view word) const noexcept;
    template <class test>
    [[nodiscard]] choice_match only(test fits) const;

    const ask_spec& spec_;
    std::span<const std::string> labels_;
    const language& in_;
    std::string folded_; // every name's text, reserved whole so that views stay
    std::vector<name> names_;
};

/// The words from the first to the last of these tokens, as in words::plain().
[[nodiscard]] std::string_view plain_of(std::span<const token> tokens) noexcept;

} // namespace switchback::answers
