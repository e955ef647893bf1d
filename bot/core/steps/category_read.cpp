#include "bot/core/steps/category_read.hpp"

#include "bot/core/flow/codes.hpp"

namespace switchback::steps {

risk::category read_category(const flow::yaml_value& from, flow::faults& into)
{
    using risk::category;
    std::string known;
    for (const auto one :
         {category::suicide, category::self_harm, category::harm_to_others, category::abuse,
          category::medical})
    {
        if (from.text == risk::name_of(one))
            return one;
        known += (known.empty() ? "" : ", ") + std::string(risk::name_of(one));
    }
    into.error(flow::codes::bad_value, from, "`about` is one of " + known);
    return category::none;
}

} // namespace switchback::steps
