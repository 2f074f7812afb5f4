#include "core/protocol/content.h"

namespace confab {

std::optional<QByteArray> quotedPicture(const Content &content)
{
    const auto shown = std::find_if(
        content.media.cbegin(), content.media.cend(), [](const Attachment &file) { return !file.preview.isEmpty(); });
    return shown == content.media.cend() ? std::nullopt : std::optional(shown->preview);
}

QByteArray encodeContent(const Content &content)
{
    return encodeValue(ValueWriter::write(content), Encoding::Cbor);
}

Result<Content, DecodeError> decodeContent(QByteArrayView body)
{
    const auto encoding = !body.isEmpty() && body.front() == '{' ? Encoding::Json : Encoding::Cbor;
    const auto value = decodeValue(body, encoding, limits::body);
    if (!value)
        return Failure {value.error()};
    auto content = bodyAs<Content>(*value, encoding);
    if (!content)
        return Failure {DecodeError {false, QStringLiteral("content field ") + QString::fromStdString(content.error())}};
    return std::move(content).value();
}

} // namespace confab
