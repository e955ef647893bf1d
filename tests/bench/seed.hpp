// Fills a data folder with many stored conversations quickly, through the store and sealed as the
// service writes them: each is a copy of one conversation that a real client began over the
// socket, under an id, a data key and a resume token of its own.
// Used while no server runs on the folder. Throws std::runtime_error.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace switchback::bench {

/// Adds `count` copies of the conversation that `token` resumes; gives their resume tokens.
std::vector<std::string>
seed_conversations(const std::string& data, const std::string& token, std::size_t count);

} // namespace switchback::bench
