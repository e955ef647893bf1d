// libFuzzer: any bytes as an expression and as a sentence with holes, over ordinary answers and
// over answers spelled from the same bytes; and the bytes as choices of a well-formed expression.
#include "tests/fuzz/expression_input.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace switchback::flow::test;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (!survives(text) || !survives(spell_expression({data, size})))
        std::abort();
    return 0;
}
