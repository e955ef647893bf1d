// Cases as the responders' page reads them. Private words go into the answer's body and nowhere
// else. Functions of their arguments; any thread.
#pragma once

#include "bot/service/case_desk.hpp"

#include <nlohmann/json_fwd.hpp>

namespace switchback::web {

[[nodiscard]] nlohmann::json to_json(const service::case_summary& from);
[[nodiscard]] nlohmann::json to_json(const service::case_rest& from);
[[nodiscard]] nlohmann::json to_json(const service::case_detail& from);

} // namespace switchback::web
