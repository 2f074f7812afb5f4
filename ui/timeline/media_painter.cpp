#include "ui/timeline/media_painter.h"

#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/media_text.h"
#include "ui/media/file_glyph.h"
#include "ui/timeline/timeline_media.h"

#include <QPainter>
#include <QPainterPath>
#include <QUrl>

namespace confab {
namespace {

const QColor onPicture(255, 255, 255);
const QColor pictureShade(0, 0, 0, 0xa6);
constexpr int waveBar = 2;
constexpr int waveStep = 3; //!< with the gap
constexpr int waveLeast = 3; //!< px

bool moves(const TransferView &transfer)
{
    return transfer.phase == TransferPhase::Running || transfer.phase == TransferPhase::Queued
        || transfer.phase == TransferPhase::Preparing;
}

bool broke(const TransferView &transfer)
{
    return transfer.phase == TransferPhase::Failed || transfer.phase == TransferPhase::Damaged;
}

qreal partOf(const TransferView &transfer)
{
    return transfer.phase == TransferPhase::Running && transfer.total > 0 ? qreal(transfer.done) / qreal(transfer.total)
                                                                          : -1;
}

//! Fills `target`, what sticks out is cut off.
void drawCover(QPainter &painter, QRect target, const QImage &image)
{
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QSizeF cover = QSizeF(target.size()).scaled(image.size(), Qt::KeepAspectRatio);
    painter.drawImage(QRectF(target), image,
        QRectF(QPointF((image.width() - cover.width()) / 2, (image.height() - cover.height()) / 2), cover));
}

} // namespace

MediaPainter::MediaPainter(const UiContext &context, const TimelineStyle &style)
    : m_ui(context)
    , m_style(style)
{
}

void MediaPainter::paint(QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const
{
    const auto &media = layout.media();
    if (media.hasTiles()) {
        const QRectF area = media.tilesRect().translated(at);
        constexpr qreal outer = metrics::bubbleRadius - MediaLayout::inset;
        constexpr qreal inner = 4;
        const qreal top = look.headed ? inner : outer;
        const qreal bottom = look.closed ? outer : inner;
        QPainterPath shape;
        shape.setFillRule(Qt::WindingFill);
        shape.addRoundedRect(area.adjusted(0, 0, 0, -area.height() / 2), top, top);
        shape.addRoundedRect(area.adjusted(0, area.height() / 2, 0, 0), bottom, bottom);
        shape.addRect(area.adjusted(0, area.height() / 4, 0, -area.height() / 4));
        painter.save();
        painter.setClipPath(shape.simplified(), Qt::IntersectClip);
        for (const auto &part : media.parts())
            if (part.shape == MediaPart::Shape::Tile)
                paintTile(painter, part.rect.translated(at), part, look);
        painter.restore();
    }
    for (size_t i = 0; i < media.parts().size(); ++i) {
        const auto &part = media.parts()[i];
        if (part.shape == MediaPart::Shape::Tile)
            paintTileState(painter, at, part, look);
        else if (part.shape == MediaPart::Shape::Voice)
            paintVoice(painter, at, part, look);
        else
            paintFile(painter, at, part, look);
        if (look.focusedPart == int(i) && media.parts().size() > 1)
            paintFocusRing(&painter, *m_style.theme, QRectF(part.rect.translated(at)).adjusted(3, 3, -3, -3), 8,
                look.own ? Token::BubbleOut : Token::BubbleIn);
    }
    if (!layout.overlayRect().isNull())
        paintOverlay(painter, layout.overlayRect().translated(at));
}

void MediaPainter::paintOverlay(QPainter &painter, QRect pill) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(pictureShade);
    painter.drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
}

// ---- pictures ----

void MediaPainter::paintTile(QPainter &painter, QRect rect, const MediaPart &part, const Look &look) const
{
    const auto sharp = look.media ? look.media->picture(part, painter.device()->devicePixelRatioF()) : QImage();
    const qreal fade = sharp.isNull() ? 0 : look.media->fade(part);
    if (fade < 1) {
        const auto blurred = look.media ? look.media->blurred(part) : QImage();
        painter.fillRect(rect, m_style.color(look.own ? Token::QuoteOut : Token::QuoteIn));
        if (!blurred.isNull())
            drawCover(painter, rect, blurred);
    }
    if (sharp.isNull())
        return;
    painter.setOpacity(fade);
    if (look.media->isInline(part))
        drawCover(painter, rect, sharp);
    else
        painter.drawImage(rect, sharp);
    painter.setOpacity(1);
}

void MediaPainter::paintTileState(QPainter &painter, QPoint at, const MediaPart &part, const Look &look) const
{
    if (!look.media)
        return;
    const auto transfer = look.media->transfer(part);
    const QRect tile = part.rect.translated(at);
    const auto fault = look.media->fault(part);
    if (broke(transfer) || (fault != PictureFault::None && part.isPicture())) {
        const bool damaged = !broke(transfer) || transfer.phase == TransferPhase::Damaged;
        return paintTrouble(painter, at, part, damaged ? QStringLiteral("alert") : QStringLiteral("refresh"),
            broke(transfer) ? transferText(transfer, part.attachment.size) : faultSentence(fault),
            !broke(transfer) && fault == PictureFault::NoDecoder);
    }
    if (look.media->isInline(part) && !moves(transfer))
        return paintVideo(painter, at, part, look);
    const bool video = part.kind == MediaKind::Video;
    const bool still = part.kind == MediaKind::Animation && !look.media->isMoving(part);
    const bool here = transfer.phase == TransferPhase::Local;
    if (moves(transfer))
        paintDisc(painter, part.button.translated(at), QStringLiteral("close"), transfer, pictureShade);
    else if (video || (still && here && !look.media->mayAutoplay()))
        paintDisc(painter, part.button.translated(at), QStringLiteral("play"), {}, pictureShade);
    else if (!here)
        paintDisc(painter, part.button.translated(at), QStringLiteral("download"), {}, pictureShade);
    QStringList badge;
    if (still)
        badge += QStringLiteral("GIF");
    if (video && part.attachment.durationMs > 0)
        badge += durationText(part.attachment.durationMs);
    if (moves(transfer) || (!here && !video))
        badge += transferText(transfer, part.attachment.size);
    else if (!here)
        badge += sizeText(part.attachment.size);
    if (!badge.isEmpty() && tile.width() >= 90)
        paintBadge(painter, tile, badge.join(QStringLiteral(" · ")));
}

void MediaPainter::paintTrouble(QPainter &painter, QPoint at, const MediaPart &part, const QString &icon,
    const QString &sentence, bool save) const
{
    const QRect tile = part.rect.translated(at);
    QRect disc = part.button.translated(at);
    if (save && tile.height() < 220) // all three have to find room
        disc.moveTop(tile.top() + 8);
    paintDisc(painter, disc, icon, {}, pictureShade);
    painter.setFont(m_style.quote);
    const int bottom = save ? part.save.top() + at.y() - 6 : tile.bottom() - 4;
    const QRect below(tile.left() + 18, disc.bottom() + 8, tile.width() - 36, bottom - disc.bottom() - 10);
    QRect ground = painter.fontMetrics().boundingRect(below, Qt::AlignHCenter | Qt::TextWordWrap, sentence);
    if (tile.width() >= 100 && below.height() >= m_style.quoteLine) {
        const QString shown = ground.height() <= below.height() ? sentence : sentence.section(QLatin1Char('.'), 0, 0);
        ground = painter.fontMetrics().boundingRect(below, Qt::AlignHCenter | Qt::TextWordWrap, shown).intersected(below);
        painter.setPen(Qt::NoPen);
        painter.setBrush(pictureShade);
        painter.drawRoundedRect(ground.adjusted(-8, -3, 8, 3), 8, 8);
        painter.setPen(onPicture);
        painter.drawText(ground, Qt::AlignHCenter | Qt::TextWordWrap, shown);
    }
    if (save)
        paintSave(painter, part.save.translated(at), onPicture, QColor(0x14, 0x19, 0x1f));
}

void MediaPainter::paintSave(QPainter &painter, QRect button, QColor ground, QColor ink) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(button, button.height() / 2.0, button.height() / 2.0);
    painter.setFont(m_style.caption);
    painter.setPen(ink);
    painter.drawText(button, Qt::AlignCenter, saveWord());
}

void MediaPainter::paintVideo(QPainter &painter, QPoint at, const MediaPart &part, const Look &look) const
{
    const auto &player = look.media->player();
    const auto &now = player.now();
    const QRect tile = part.rect.translated(at);
    if (now.state == PlayView::State::Failed)
        return paintTrouble(painter, at, part, QStringLiteral("alert"), now.error, now.savable);
    if (now.state != PlayView::State::Playing)
        paintDisc(painter, part.button.translated(at),
            now.state == PlayView::State::Loading ? QStringLiteral("pause") : QStringLiteral("play"), {}, pictureShade);
    paintBadge(painter, tile, durationText(now.position) + QStringLiteral(" / ") + durationText(now.duration));
    const bool silent = player.isMuted() || player.volume() < 0.01;
    for (const auto &[box, icon] : {std::pair(part.expand, QStringLiteral("fullscreen")),
             std::pair(part.sound, silent ? QStringLiteral("mute") : QStringLiteral("sound"))}) {
        const QRect disc = box.translated(at);
        painter.setPen(Qt::NoPen);
        painter.setBrush(pictureShade);
        painter.drawEllipse(disc);
        m_ui.icons->paint(&painter, icon, disc, 18, onPicture);
    }
    QRectF line = part.progress.translated(at);
    line.setTop(line.bottom() - 5);
    line.setHeight(3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 255, 255, 0x60));
    painter.drawRoundedRect(line, 1.5, 1.5);
    const qreal played = now.duration > 0 ? std::clamp(qreal(now.position) / qreal(now.duration), 0.0, 1.0) : 0;
    line.setWidth(std::max(3.0, line.width() * played));
    painter.setBrush(onPicture);
    painter.drawRoundedRect(line, 1.5, 1.5);
}

void MediaPainter::paintBadge(QPainter &painter, QRect tile, const QString &text) const
{
    painter.setFont(m_style.meta);
    const int width = std::min(painter.fontMetrics().horizontalAdvance(text) + 14, tile.width() - 12);
    const QRect pill(tile.left() + 6, tile.top() + 6, width, 18);
    paintOverlay(painter, pill);
    painter.setPen(onPicture);
    painter.drawText(pill, Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, width - 10));
}

void MediaPainter::paintDisc(
    QPainter &painter, QRect disc, const QString &icon, const TransferView &transfer, QColor ground) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawEllipse(disc);
    m_ui.icons->paint(&painter, icon, disc, std::min(24, disc.width() / 2), onPicture);
    if (moves(transfer))
        paintProgressRing(&painter, disc, partOf(transfer), onPicture);
}

// ---- rows ----

void MediaPainter::paintFile(QPainter &painter, QPoint at, const MediaPart &part, const Look &look) const
{
    const auto transfer = look.media ? look.media->transfer(part) : TransferView{part.media, TransferPhase::Local, false, 0, 0, {}};
    const QRect button = part.button.translated(at);
    const bool audio = part.kind == MediaKind::Audio;
    const bool here = transfer.phase == TransferPhase::Local;
    const QColor accent = m_style.color(Token::Accent);
    if (moves(transfer))
        paintDisc(painter, button, QStringLiteral("close"), transfer, accent);
    else if (broke(transfer))
        paintDisc(painter, button, transfer.phase == TransferPhase::Damaged ? QStringLiteral("alert") : QStringLiteral("refresh"),
            {}, m_style.color(Token::Danger));
    else if (audio)
        paintDisc(painter, button,
            look.media && look.media->player().isPlaying(part.media) ? QStringLiteral("pause") : QStringLiteral("play"), {},
            accent);
    else if (!here)
        paintDisc(painter, button, QStringLiteral("download"), {}, accent);
    else
        paintFileGlyph(&painter, *m_style.theme, QRectF(button).adjusted(3, 0, -3, 0), part.attachment.name);

    auto bold = m_style.message;
    bold.setWeight(QFont::Medium);
    painter.setFont(bold);
    painter.setPen(m_style.color(Token::TextPrimary));
    const QRect title = part.title.translated(at);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
        elidedName(part.attachment.name, painter.fontMetrics(), title.width()));
    QString detail = transferText(transfer, part.attachment.size);
    QRect room = part.detail.translated(at);
    QColor color = m_style.color(look.own ? Token::TimeOut : Token::TextSecondary);
    if (look.media && audio && !broke(transfer)) {
        const auto &now = look.media->player().now();
        const bool current = look.media->player().isCurrent(part.media);
        if (current && now.state == PlayView::State::Failed) {
            detail = now.error;
            color = m_style.color(Token::Danger);
            if (now.savable) {
                room.setRight(room.right() - part.save.width() - 6);
                paintSave(painter, part.save.translated(at), m_style.color(Token::Accent), m_style.color(Token::OnAccent));
            }
        } else if (const qint64 whole = current && now.duration > 0 ? now.duration : part.attachment.durationMs; whole > 0) {
            detail = (current ? durationText(now.position) + QStringLiteral(" / ") : QString()) + durationText(whole)
                + QStringLiteral(" · ") + detail;
        }
    } else if (broke(transfer)) {
        color = m_style.color(Token::Danger);
    }
    painter.setFont(m_style.meta);
    painter.setPen(color);
    drawElided(&painter, room, detail, Qt::AlignLeft | Qt::AlignVCenter);
}

void MediaPainter::paintVoice(QPainter &painter, QPoint at, const MediaPart &part, const Look &look) const
{
    const auto transfer = look.media ? look.media->transfer(part) : TransferView{part.media, TransferPhase::Local, false, 0, 0, {}};
    const auto *player = look.media ? &look.media->player() : nullptr;
    const bool current = player && player->isCurrent(part.media);
    const PlayView now = current ? player->now() : PlayView();
    const bool failed = current && now.state == PlayView::State::Failed;
    const QRect button = part.button.translated(at);
    if (moves(transfer))
        paintDisc(painter, button, QStringLiteral("close"), transfer, m_style.color(Token::Accent));
    else if (broke(transfer) || failed)
        paintDisc(painter, button, QStringLiteral("refresh"), {}, m_style.color(Token::Danger));
    else
        paintDisc(painter, button,
            current && (now.state == PlayView::State::Playing || now.state == PlayView::State::Loading) ? QStringLiteral("pause")
                                                                                                         : QStringLiteral("play"),
            {}, m_style.color(Token::Accent));

    const qint64 duration = now.duration > 0 ? now.duration : part.attachment.durationMs;
    const qreal played = current && duration > 0 ? qreal(now.position) / qreal(duration) : 0;
    paintWave(painter, part.wave.translated(at), part.attachment.waveform, played, look.own);

    QRect line = part.detail.translated(at);
    const QColor quiet = m_style.color(look.own ? Token::TimeOut : Token::TextSecondary);
    painter.setFont(m_style.meta);
    if (broke(transfer) || failed) {
        if (now.savable) {
            paintSave(painter, part.save.translated(at), m_style.color(Token::Accent), m_style.color(Token::OnAccent));
            line.setRight(line.right() - part.save.width() - 6);
            painter.setFont(m_style.meta);
        }
        painter.setPen(m_style.color(Token::Danger));
        drawElided(&painter, line, failed ? now.error : transferText(transfer, part.attachment.size),
            Qt::AlignLeft | Qt::AlignVCenter);
        return;
    }
    const auto text = current ? durationText(now.position) + QStringLiteral(" / ") + durationText(duration) : durationText(duration);
    painter.setPen(quiet);
    const int used = drawElided(&painter, line, text, Qt::AlignLeft | Qt::AlignVCenter);
    const QRect tag = part.speed.translated(at);
    if (look.own && (!current || line.left() + used + 18 < tag.left())) {
        // As with the ticks: grey until somebody has listened.
        m_ui.icons->paint(&painter, QStringLiteral("mic"), QRect(line.left() + used + 4, line.center().y() - 6, 14, 14), 14,
            look.played ? m_style.color(Token::TickRead) : quiet);
    } else if (!look.own && player && !look.played && !player->wasPlayed(part.media)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_style.color(Token::AccentText));
        painter.drawEllipse(QRectF(line.left() + used + 6, line.center().y() - 2.5, 6, 6));
    }
    if (!current)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.color(look.own ? Token::QuoteOut : Token::QuoteIn));
    painter.drawRoundedRect(tag, tag.height() / 2.0, tag.height() / 2.0);
    painter.setPen(quiet);
    painter.drawText(tag, Qt::AlignCenter, QLocale().toString(player->speed()) + QStringLiteral("×"));
}

void MediaPainter::paintWave(QPainter &painter, QRect rect, const QByteArray &samples, qreal played, bool own) const
{
    const int bars = std::max(1, (rect.width() + 1) / waveStep);
    const QColor ahead = m_style.color(own ? Token::WaveOut : Token::WaveIn);
    const QColor behind = m_style.color(own ? Token::AccentOut : Token::AccentText);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < bars; ++i) {
        const qsizetype from = samples.size() * i / bars;
        const qsizetype to = std::max(from + 1, samples.size() * (i + 1) / bars);
        int loudest = 0;
        for (qsizetype s = from; s < std::min(to, samples.size()); ++s)
            loudest = std::max(loudest, int(uchar(samples[s])));
        const qreal height = waveLeast + (rect.height() - 2 - waveLeast) * loudest / 255.0;
        painter.setBrush((i + 0.5) / bars <= played ? behind : ahead);
        painter.drawRoundedRect(
            QRectF(rect.left() + i * waveStep, rect.center().y() + 0.5 - height / 2, waveBar, height), 1, 1);
    }
}

// ---- the preview of a link ----

void MediaPainter::paintInline(QPainter &painter, QRect box, const MediaId &picture, bool own) const
{
    const QImage image = m_ui.media ? m_ui.media->pictures.preview(picture) : QImage();
    QPainterPath shape;
    shape.addRoundedRect(box, 4, 4);
    painter.save();
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.fillRect(box, m_style.color(own ? Token::CodeOut : Token::CodeIn));
    if (!image.isNull())
        drawCover(painter, box, image);
    painter.restore();
}

void MediaPainter::paintCard(QPainter &painter, QPoint at, const BubbleLayout &layout, bool own) const
{
    const QRect card = layout.cardRect().translated(at);
    const LinkPreview &link = layout.card();
    const QColor line = m_style.color(own ? Token::LinkOut : Token::LinkIn);
    QPainterPath shape;
    shape.addRoundedRect(card, 6, 6);
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.color(own ? Token::QuoteOut : Token::QuoteIn));
    painter.drawPath(shape);
    painter.setClipRect(QRect(card.left(), card.top(), metrics::quoteBar, card.height()), Qt::IntersectClip);
    painter.setBrush(line);
    painter.drawPath(shape);
    painter.restore();
    QRect text = card.adjusted(12, 5, -8, -5);
    if (!link.picture.isEmpty()) {
        const int side = m_style.px(metrics::cardPicture);
        const QRect box(text.right() + 1 - side, card.top() + (card.height() - side) / 2, side, side);
        paintInline(painter, box, layout.cardPicture(), own);
        text.adjust(0, 0, -side - 10, 0);
    }
    // The host in ASCII: what looks like another site does not pass for it.
    const auto host = QUrl(link.url).host(QUrl::EncodeUnicode);
    const auto row = [&](int index) { return QRect(text.left(), text.top() + index * m_style.quoteLine, text.width(), m_style.quoteLine); };
    painter.setFont(m_style.caption);
    painter.setPen(line);
    drawElided(&painter, row(0), host, Qt::AlignLeft | Qt::AlignVCenter);
    auto bold = m_style.quote;
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(m_style.color(Token::TextPrimary));
    drawElided(&painter, row(1), oneLine(link.title), Qt::AlignLeft | Qt::AlignVCenter);
    painter.setFont(m_style.quote);
    painter.setPen(m_style.color(own ? Token::TimeOut : Token::TextSecondary));
    drawElided(&painter, row(2), oneLine(link.description), Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace confab
