// libFuzzer: any bytes as a client's words, to every kind of question in two languages.
#include "tests/fuzz/answers_input.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (!switchback::answers::test::survives({reinterpret_cast<const char*>(data), size}))
        std::abort();
    return 0;
}
