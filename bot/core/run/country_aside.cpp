#include "bot/core/run/country_aside.hpp"

#include "bot/core/answers/answer_kind.hpp"
#include "bot/core/answers/words.hpp"
#include "bot/core/risk/crisis_help.hpp"
#include "bot/core/run/safety_words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace switchback::run {
namespace {

// What may stand before the name of a country that is named unasked, folded.
constexpr std::string_view openings[]{"i am in the ",   "i am in ",   "im in the ", "im in ",
                                      "i live in the ", "i live in ", "in the ",    "in ",
                                      "estoy en ",      "vivo en ",   "en "};

bool is_name(std::string_view plain, std::string_view name)
{
    return answers::words(name).plain() == plain;
}

} // namespace

std::vector<choice> country_choices(machine& in)
{
    std::vector<choice> out;
    for (const auto& one : risk::countries(place_of(in).language))
        out.push_back({std::string(one.code), std::string(one.name)});
    return out;
}

std::vector<std::string> other_names(std::string_view country)
{
    struct called
    {
        std::string_view country;
        std::initializer_list<const char*> names;
    };
    static constexpr auto all = {
        called{"GB", {"UK", "Britain", "Great Britain", "England", "Scotland", "Wales"}},
        called{"US", {"US", "USA", "America", "the States", "United States of America"}},
        called{"DE", {"Deutschland", "Alemania"}},
        called{"ES", {"España", "Espana"}},
        called{"FR", {"Francia"}},
        called{"IT", {"Italia"}},
        called{"NL", {"Holland", "the Netherlands"}},
        called{"IE", {"Republic of Ireland"}},
        called{"KR", {"Korea"}},
        called{"MX", {"México"}},
        called{"BR", {"Brasil"}},
        called{"CH", {"Schweiz", "Suisse"}},
        called{"AT", {"Österreich"}},
    };
    const auto found = std::ranges::find(all, country, &called::country);
    if (found == all.end())
        return {};
    return {found->names.begin(), found->names.end()};
}

std::string country_named(machine& in, std::string_view words)
{
    const answers::words said(words);
    auto plain = said.plain();
    for (const auto& opening : openings)
        if (plain.starts_with(opening))
        {
            plain.remove_prefix(opening.size());
            break;
        }
    if (plain.size() < 2)
        return {};
    for (const auto* language : {"en", "es"})
        for (const auto& one : risk::countries(language))
            if (is_name(plain, one.name) ||
                std::ranges::any_of(
                    other_names(one.code), [&](const auto& name) { return is_name(plain, name); }))
            {
                in.because("the words name a country");
                return std::string(one.code);
            }
    return {};
}

void keep_country(machine& in, std::string country)
{
    in.now().country = std::move(country);
    say_lines(in);
}

bool is_kept_back(machine& in, std::string_view words)
{
    answers::ask_spec yesno;
    yesno.kind = answers::find("yesno");
    const auto said = yesno.kind->from_words(yesno, {}, words, {in.happened().language, {}, 0});
    return said.how == answers::understanding::understood && said.answer == flow::value{false};
}

bool is_go_on(machine& in, std::string_view words)
{
    answers::ask_spec one;
    one.kind = answers::find("one");
    one.options.push_back({"go_on", {}, {"go on", "continue", "seguir", "sigue", "continuar"}});
    const std::array<std::string, 1> label{"Go on"};
    const auto said = one.kind->from_words(one, label, words, {in.happened().language, {}, 0});
    return said.how == answers::understanding::understood;
}

} // namespace switchback::run
