// The numbered SQL files of this folder, compiled in. The schema version of a database is how many
// of them it has seen. Constants; any thread.
#pragma once

#include <span>
#include <string_view>

namespace switchback::store {

[[nodiscard]] std::span<const std::string_view> main_migrations() noexcept;
[[nodiscard]] std::span<const std::string_view> key_migrations() noexcept;

} // namespace switchback::store
