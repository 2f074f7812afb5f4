#include "core/media/link_page.h"

#include "core/media/picture.h"

#include <QBuffer>
#include <QImageWriter>
#include <QRegularExpression>
#include <QStringDecoder>

namespace confab {

namespace {

constexpr qsizetype looksAt = 256 * 1024; // bytes: what is wanted stands in the head

QString plain(QString text)
{
    static const QRegularExpression numeric(QStringLiteral("&#(x?)([0-9a-fA-F]{1,6});"));
    for (auto match = numeric.match(text); match.hasMatch(); match = numeric.match(text, match.capturedStart() + 1)) {
        const char32_t code = match.captured(2).toUInt(nullptr, match.captured(1).isEmpty() ? 10 : 16);
        const bool fine = code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
        text.replace(match.capturedStart(), match.capturedLength(), fine ? QString::fromUcs4(&code, 1) : QStringLiteral(" "));
    }
    static const std::pair<const char *, const char *> named[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}};
    for (const auto &[entity, character] : named)
        text.replace(QLatin1String(entity), QLatin1String(character));
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control)
            c = QLatin1Char(' ');
    return text.simplified();
}

QString attributeOf(const QString &tag, const QString &name)
{
    const QRegularExpression pattern(QStringLiteral("\\b%1\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')").arg(name),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(tag);
    return match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
}

} // namespace

LinkPage readLinkPage(const QByteArray &html, const QUrl &url)
{
    const QByteArray head = html.left(looksAt);
    QStringDecoder decoder(QStringConverter::encodingForHtml(head).value_or(QStringConverter::Utf8));
    const QString text = decoder(head);
    QHash<QString, QString> said;
    static const QRegularExpression meta(QStringLiteral("<meta\\b[^>]{1,4000}>"), QRegularExpression::CaseInsensitiveOption);
    for (auto it = meta.globalMatch(text); it.hasNext() && said.size() < 200;) {
        const QString tag = it.next().captured();
        const QString property = attributeOf(tag, QStringLiteral("property"));
        const QString name = (property.isEmpty() ? attributeOf(tag, QStringLiteral("name")) : property).toLower();
        if (!name.isEmpty() && !said.contains(name))
            said.insert(name, plain(attributeOf(tag, QStringLiteral("content"))));
    }
    static const QRegularExpression title(QStringLiteral("<title\\b[^>]*>([^<]{1,2000})"), QRegularExpression::CaseInsensitiveOption);
    LinkPage page;
    page.preview.url = url.toString(QUrl::FullyEncoded).left(2048);
    const QString named = said.value(QStringLiteral("og:title"));
    page.preview.title = (named.isEmpty() ? plain(title.match(text).captured(1)) : named).left(200);
    const QString described = said.value(QStringLiteral("og:description"));
    page.preview.description = (described.isEmpty() ? said.value(QStringLiteral("description")) : described).left(400);
    if (const QString picture = said.value(QStringLiteral("og:image")); !picture.isEmpty())
        page.picture = url.resolved(QUrl(picture));
    return page;
}

QByteArray linkPicture(const QByteArray &bytes)
{
    constexpr qsizetype most = 4096;
    QBuffer source;
    source.setData(bytes);
    source.open(QIODevice::ReadOnly);
    const QImage picture = decodePicture(source, {160, 160});
    for (const int side : {160, 120, 80, 40}) {
        if (picture.isNull())
            break;
        QByteArray jpeg;
        QBuffer target(&jpeg);
        target.open(QIODevice::WriteOnly);
        QImageWriter writer(&target, "jpeg");
        writer.setQuality(55);
        const QImage small = picture.scaled(fitted(picture.size(), side), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        if (writer.write(small.convertToFormat(QImage::Format_RGB32)) && jpeg.size() <= most)
            return jpeg;
    }
    return {};
}

} // namespace confab
