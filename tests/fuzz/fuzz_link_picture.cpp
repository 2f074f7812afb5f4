#include "core/crypto/link_handshake.h"
#include "core/protocol/link_code.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace confab;
    const QByteArrayView bytes(data, qsizetype(size));
    if (const auto picture = LinkPicture::fromBytes(bytes)) {
        if (picture->toBytes() != bytes || !slotFromPeople(picture->slot))
            std::abort();
    }
    if (const auto slot = slotFromPeople(QString::fromUtf8(bytes))) {
        if (slotFromPeople(slotForPeople(*slot)) != slot)
            std::abort();
    }
    return 0;
}
