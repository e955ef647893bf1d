#include "tests/fuzz/answers_input.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/answers/answer_kind.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace switchback::answers::test {
namespace {

struct question
{
    answers::ask_spec spec;
    std::vector<std::string> labels;
};

question ask(const answers::answer_kind* kind)
{
    question out;
    out.spec.kind = kind;
    if (kind->name == "scale" || kind->name == "number")
    {
        out.spec.has_range = true;
        out.spec.min = kind->name == "scale" ? 0 : -5;
        out.spec.max = kind->name == "scale" ? 10 : 240;
        out.spec.step = kind->name == "scale" ? 0 : 0.5;
    }
    if (kind->name == "one" || kind->name == "many")
    {
        const char* const keys[] = {"work", "money", "3", "family", "none"};
        const char* const labels[] = {
            "Work or school", "2 hours of money worries", "Not at all", "Famille \u00E9largie",
            "\u0644\u0627"};
        for (std::size_t i = 0; i < std::size(keys); ++i)
        {
            out.spec.options.push_back({keys[i], {}, {}});
            out.labels.emplace_back(labels[i]);
        }
        out.spec.options[0].also = {"job"};
    }
    if (kind->name == "many")
    {
        out.spec.has_range = true;
        out.spec.min = 0;
        out.spec.max = 3;
    }
    return out;
}

bool has_key(const question& from, const flow::value& key)
{
    const auto* text = key.as<std::string>();
    return text != nullptr &&
           std::any_of(from.spec.options.begin(), from.spec.options.end(), [&](const auto& each) {
               return each.key == *text;
           });
}

bool allowed(const question& from, const flow::value& answer)
{
    const auto name = from.spec.kind->name;
    if (name == "yesno")
        return answer.as<bool>() != nullptr;
    if (name == "one")
        return has_key(from, answer);
    if (const auto* list = answer.as<flow::list>())
        return name == "many" && static_cast<double>(list->size()) <= from.spec.max &&
               std::all_of(list->begin(), list->end(), [&](const auto& each) {
                   return has_key(from, each);
               });
    if (const auto* number = answer.as<double>())
        return *number >= from.spec.min && *number <= from.spec.max;
    if (const auto* time = answer.as<flow::time_of_day>())
        return name == "time" && time->minutes >= 0 && time->minutes < 24 * 60;
    if (answer.as<flow::date>() != nullptr)
        return name == "date";
    const auto* text = answer.as<std::string>();
    return name == "text" && text != nullptr && !text->empty() &&
           text->size() <= limits::answer_bytes;
}

} // namespace

bool survives(std::string_view raw)
{
    static const auto questions = [] {
        std::vector<question> out;
        for (const auto* kind : answers::all())
            out.push_back(ask(kind));
        return out;
    }();
    const std::string words(raw);
    for (const auto& each : questions)
        for (const auto* language : {"en", "es"})
        {
            answers::answer_context context;
            context.language = language;
            context.today = {20'779};
            context.now_minutes = 14 * 60;
            const auto read = each.spec.kind->from_words(each.spec, each.labels, words, context);
            if (read.how != answers::understanding::understood)
                continue;
            if (!allowed(each, read.answer))
                return false;
            const auto again = each.spec.kind->from_input(each.spec, read.answer);
            if (again.how != answers::understanding::understood || !(again.answer == read.answer))
                return false;
            (void)each.spec.kind->show(each.spec, each.labels, read.answer);
        }
    const auto sent = flow::value{words};
    for (const auto& each : questions)
        if (const auto read = each.spec.kind->from_input(each.spec, sent);
            read.how == answers::understanding::understood && !allowed(each, read.answer))
            return false;
    return true;
}

} // namespace switchback::answers::test
