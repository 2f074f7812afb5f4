#include "core/sync/decryptor.h"

namespace confab {

OpenedEvent PlaintextCipher::open(const Event &event)
{
    // Tombstones and redactions say all they have to say outside of the body.
    if (event.redacted || event.kind == EventKind::Redact)
        return {event, Content()};
    if (event.enc != Enc::None)
        return {event, std::nullopt};
    auto content = decodeContent(event.body);
    return {event, content ? std::optional(std::move(content).value()) : std::nullopt};
}

SealedBody PlaintextCipher::seal(const OutboxItem &item)
{
    SealedBody sealed;
    if (item.kind != EventKind::Redact)
        sealed.body = encodeContent(item.content);
    for (const Attachment &attachment : item.content.media)
        sealed.media.append(attachment.blob);
    return sealed;
}

} // namespace confab
