#include "ui/media/media_strip.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/media_text.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace confab {
namespace {

constexpr int columns = 4;
constexpr int gap = 4;
constexpr int margin = 16;
constexpr int arrivalsPause = 200; //!< ms

} // namespace

//! One picture, a button.
class MediaStrip::Tile : public ButtonBase {
public:
    Tile(const UiContext &context, const MediaItem &item, QWidget *parent)
        : ButtonBase(context, parent)
        , m_item(item)
        , m_media(mediaIdOf(item.attachment))
    {
        setCursor(Qt::PointingHandCursor);
        setAccessibleName(mediaSpeech(
            item.attachment, userName(*context.session, item.from), context.session->media().transfer(item.attachment)));
        connect(&context.media->pictures, &PictureCache::changed, this, [this](const MediaId &media) {
            if (media == m_media)
                update();
        });
    }
    MediaWant want() const
    {
        MediaWant want{m_item.chat, m_item.attachment, m_media, (QSizeF(size()) * devicePixelRatioF()).toSize()};
        if (isVideo())
            want.source = MediaWant::Source::Poster;
        return want;
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        const auto &theme = *m_ui.theme;
        QPainterPath shape;
        shape.addRoundedRect(rect(), 4, 4);
        painter.setClipPath(shape);
        painter.fillRect(rect(), theme.color(Token::BgHover));
        auto picture = m_ui.media->pictures.picture(m_media, want().pixels);
        if (picture.isNull())
            picture = m_ui.media->pictures.preview(m_media);
        if (!picture.isNull()) {
            const QSizeF cover = QSizeF(size()).scaled(picture.size(), Qt::KeepAspectRatio);
            painter.drawImage(QRectF(rect()), picture,
                QRectF({(picture.width() - cover.width()) / 2, (picture.height() - cover.height()) / 2}, cover));
        } else if (m_ui.media->pictures.fault(m_media) != PictureFault::None) {
            m_ui.icons->paint(&painter, QStringLiteral("alert"), rect(), 24, theme.color(Token::Icon));
        }
        if (isVideo()) {
            const QRect disc(width() / 2 - 12, height() / 2 - 12, 24, 24);
            painter.setPen(Qt::NoPen);
            painter.setBrush(QColor(0, 0, 0, 0xa6));
            painter.drawEllipse(disc);
            m_ui.icons->paint(&painter, QStringLiteral("play"), disc, 16, Qt::white);
        }
        painter.setClipping(false);
        if (focusVisible(this))
            paintFocusRing(&painter, theme, QRectF(rect()).adjusted(3, 3, -3, -3), 4);
    }

private:
    bool isVideo() const { return kindOf(m_item.attachment) == MediaKind::Video; }

    const MediaItem m_item;
    const MediaId m_media;
};

MediaStrip::MediaStrip(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_grid(new QWidget(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(margin, 2, margin, 8);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    auto *title = new Label(context, TextRole::Label, Token::TextPrimary, tr("Photos, files, links"));
    auto *all = new Button(context, Button::Kind::Text, tr("See all"));
    all->setAccessibleName(tr("All photos, files and links of this chat"));
    title->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    head->addWidget(title, 1);
    head->addWidget(all);
    column->addLayout(head);
    column->addWidget(m_grid);
    m_grid->hide();
    m_soon.setSingleShot(true);
    m_soon.setInterval(arrivalsPause);
    connect(&m_soon, &QTimer::timeout, this, &MediaStrip::load);
    connect(all, &QAbstractButton::clicked, this, &MediaStrip::allRequested);
    connect(m_ui.session, &Session::changed, this, [this](const ChangeSet &changes) {
        for (const auto &change : changes.chats)
            if (change.chat == m_chat && !change.rows.isEmpty())
                m_soon.start();
    });
}

void MediaStrip::setChat(const ChatId &chat)
{
    if (m_chat == chat)
        return;
    m_chat = chat;
    take({});
    load();
}

void MediaStrip::load()
{
    if (m_chat.isNull())
        return;
    const auto turn = ++m_turn;
    whenDone(m_ui.session->media().list(m_chat, MediaTab::Pictures, std::nullopt, most), this,
        [this, turn](const Outcome<MediaPage> &pictures) {
            if (turn != m_turn || !pictures)
                return;
            whenDone(m_ui.session->media().list(m_chat, MediaTab::Videos, std::nullopt, most), this,
                [this, turn, items = pictures->items](const Outcome<MediaPage> &videos) mutable {
                    if (turn != m_turn || !videos)
                        return;
                    items += videos->items;
                    std::sort(items.begin(), items.end(), [](const MediaItem &a, const MediaItem &b) {
                        return a.seq == b.seq ? a.index > b.index : a.seq > b.seq;
                    });
                    take(items.mid(0, most));
                });
        });
}

void MediaStrip::take(const QList<MediaItem> &items)
{
    const bool same = std::equal(items.cbegin(), items.cend(), m_items.cbegin(), m_items.cend(),
        [](const MediaItem &a, const MediaItem &b) { return a.seq == b.seq && a.index == b.index; });
    if (same)
        return;
    m_items = items;
    qDeleteAll(std::exchange(m_tiles, {}));
    for (const auto &item : items) {
        auto *tile = new Tile(m_ui, item, m_grid);
        connect(tile, &QAbstractButton::clicked, this, [this, item] { emit viewerRequested(item); });
        tile->show();
        m_tiles += tile;
    }
    m_grid->setVisible(!m_tiles.isEmpty());
    arrange();
}

void MediaStrip::arrange()
{
    const int side = std::max(24, (width() - 2 * margin - (columns - 1) * gap) / columns);
    for (int i = 0; i < m_tiles.size(); ++i) {
        const int column = isRightToLeft() ? columns - 1 - i % columns : i % columns;
        m_tiles[i]->setGeometry(column * (side + gap), i / columns * (side + gap), side, side);
    }
    const int rows = (int(m_tiles.size()) + columns - 1) / columns;
    m_grid->setFixedHeight(std::max(0, rows * (side + gap) - gap));
    updateWants();
}

void MediaStrip::updateWants()
{
    QList<MediaWant> wants;
    if (isVisible())
        for (const auto *tile : std::as_const(m_tiles))
            wants += tile->want();
    m_ui.media->pictures.setWanted(this, wants);
}

void MediaStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void MediaStrip::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateWants();
}

void MediaStrip::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    updateWants();
}

} // namespace confab
