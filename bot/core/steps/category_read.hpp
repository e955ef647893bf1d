// The danger that a step names: a category of the risk screen. Used while reading; one thread.
#pragma once

#include "bot/core/flow/fields.hpp"
#include "bot/core/risk/screening.hpp"

namespace switchback::steps {

/// The category of that name; a fault and `none` when there is none.
[[nodiscard]] risk::category read_category(const flow::yaml_value& from, flow::faults& into);

} // namespace switchback::steps
