#include "core/protocol/content.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace confab;
    const auto content = decodeContent({data, qsizetype(size)});
    if (!content)
        return 0;
    // CBOR of what came as JSON may pass the size of a body; within it, it reads back as the same.
    const auto bytes = encodeContent(*content);
    const auto again = decodeContent(bytes);
    if (bytes.size() <= limits::body && !(again && *again == *content))
        std::abort();
    return 0;
}
