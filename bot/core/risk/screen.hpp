// The first risk screen: says whether a text a client wrote calls for crisis help or for a
// question. Deterministic and explainable: fixed rules (flows/safety/rules.*.rules), compiled into
// the program, so it needs neither database nor flow file. Pure; any thread; runs before any store
// call.
#pragma once

#include "bot/core/risk/screening.hpp"

namespace switchback::risk {

// Screens a raw text as it arrived, which may be anything, also invalid UTF-8; cannot fail.
// Linear in the size of the text; a text that hits no rule costs no heap. Of a text longer than
// limits::screened_window_bytes the first and the last so many bytes are screened, because long
// letters say the gravest thing at their end.
screening screen(std::string_view raw_text);

// The version of the whole rule set: a fingerprint that changes when any rule or word does.
std::string_view rules_version();

} // namespace switchback::risk
