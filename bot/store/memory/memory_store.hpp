// The store without a disk, for tests and for `talk`: the same promises as any other but one,
// that it forgets everything at the end. Owned by the composition root; any thread.
#pragma once

#include "bot/port/store.hpp"

#include <memory>

namespace switchback::store {

/// Makes an empty store with the given log id.
[[nodiscard]] std::unique_ptr<port::store> make_memory_store(id log_id);

} // namespace switchback::store
