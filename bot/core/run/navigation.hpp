// Moving about: start, pause, resume, back, edit, the plan, where was I. One thread, one turn.
#pragma once

#include "bot/core/run/machine.hpp"

#include <string>
#include <vector>

namespace switchback::run {

/// Starts a flow's published bundle; a run that is open is paused first and said so.
void start_flow(machine& in, const std::string& flow_id, const std::vector<flow::field>& given);

/// Pauses the open run, keeping its place; says so, also when there is none.
void pause_here(machine& in);

/// Goes on with the paused run number `index`, 0 being the newest.
void resume_paused(machine& in, std::uint32_t index);

/// One question back, with the old answer suggested; says why when it cannot.
void go_back(machine& in);

/// Asks the question again whose prompt had this token.
void change_by_token(machine& in, std::uint32_t token);

/// Skips the open question, when it may be skipped.
void skip_open(machine& in);

/// The newest net, a line for each part that has words ("Signs: ..."); empty when there is none.
[[nodiscard]] std::vector<std::string> net_lines(const packed_items& net);

/// Shows the client's safety net.
void show_plan(machine& in);

/// Says why the open question is asked.
void tell_why(machine& in);

/// Says what is open and what is paused.
void tell_where(machine& in);

} // namespace switchback::run
