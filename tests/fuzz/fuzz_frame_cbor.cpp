#include "tests/fuzz/fuzz_frame.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    confab::fuzz::frame({data, qsizetype(size)}, confab::Encoding::Cbor);
    return 0;
}
