// Any words, put to one question of every kind. Shared by the fuzzer and by the test that replays
// its corpus. Pure; any thread.
#pragma once

#include <string_view>

namespace switchback::answers::test {

/// Whether every promise was kept: what was understood lies within what the question allows, is
/// accepted back as input unchanged, and can be shown.
[[nodiscard]] bool survives(std::string_view raw);

} // namespace switchback::answers::test
