// A random walk through a conversation: a list of moves, each two small numbers, so that a failing
// walk can be shortened and kept. One thread.
#pragma once

#include "tests/unit/run/scene.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace walk {

using namespace switchback;

/// What to do, and with what: any two numbers are a move.
using move = std::pair<std::uint8_t, std::uint8_t>;

/// Walks from the start of a flow. Empty when every promise held; else the promise that did not,
/// and after which move.
[[nodiscard]] std::string
go(const std::shared_ptr<const flow::bundle_source>& flows,
   const std::vector<std::string>& flow_ids, const std::vector<move>& moves);

/// The moves of a seed.
[[nodiscard]] std::vector<move> moves_of(std::uint64_t seed, std::size_t count);

/// A flow of its own for a seed: loops, calls, branches, jumps, review and share. Called `g`, and
/// it calls `h`.
[[nodiscard]] flow::file_map generated_flow(std::uint64_t seed);

} // namespace walk
