#include "ui/media/media_list.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/media_text.h"
#include "ui/common/menu.h"
#include "ui/common/overlay_scroll_bar.h"
#include "ui/media/file_glyph.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

namespace confab {
namespace {

constexpr int pageSize = 60;
constexpr int gap = 3;
constexpr int wishedTile = 92;
constexpr int side = 12;
constexpr int rowHeight = 60;

QUrl safeUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http")) ? url : QUrl();
}

} // namespace

MediaList::MediaList(const UiContext &context, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_ui(context)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    new OverlayScrollBar(this, true);
    verticalScrollBar()->setSingleStep(40);
    const auto changed = [this](const MediaId &media) {
        const auto [from, to] = visibleCells();
        for (int i = from; i < to; ++i)
            if (m_cells[size_t(i)].media == media)
                update(i);
    };
    connect(&m_ui.media->pictures, &PictureCache::changed, this, changed);
    connect(&m_ui.session->media(), &MediaLibrary::transferChanged, this,
        [changed](const TransferView &transfer) { changed(transfer.media); });
    const auto played = [this, changed] { changed(m_ui.media->player.now().media); };
    connect(&m_ui.media->player, &MediaPlayer::positionChanged, this, played);
    connect(&m_ui.media->player, &MediaPlayer::changed, viewport(), qOverload<>(&QWidget::update));
    connect(m_ui.theme, &Theme::changed, this, [this] {
        relayout();
        viewport()->update();
    });
}

void MediaList::show(const ChatId &chat, MediaTab tab)
{
    m_chat = chat;
    m_tab = tab;
    m_cells.clear();
    m_current = m_hovered = -1;
    m_error.clear();
    m_more = true;
    m_loading = false;
    ++m_turn;
    relayout();
    verticalScrollBar()->setValue(0);
    accessibleListChanged(this);
    load();
}

void MediaList::load()
{
    if (m_loading || !m_more)
        return;
    m_loading = true;
    const auto before = m_cells.empty() ? std::nullopt : std::optional(m_cells.back().item);
    whenDone(m_ui.session->media().list(m_chat, m_tab, before, pageSize), this,
        [this, turn = m_turn](const Outcome<MediaPage> &page) {
            if (turn != m_turn)
                return;
            m_loading = false;
            m_more = page && page->more && !page->items.isEmpty();
            if (page) {
                for (const auto &item : page->items)
                    m_cells.push_back({item, m_tab == MediaTab::Links ? MediaId() : mediaIdOf(item.attachment), {}});
            } else {
                m_error = page.error().message;
            }
            relayout();
            accessibleListChanged(this);
            updateWants();
            viewport()->update();
            emit loaded();
        });
}

void MediaList::relayout()
{
    const auto &theme = *m_ui.theme;
    const int heading = theme.px(36);
    const int width = viewport()->width();
    const int columns = std::max(2, (width - 2 * side + gap) / (wishedTile + gap));
    const int tile = std::max(20, (width - 2 * side - (columns - 1) * gap) / columns);
    const int row = theme.px(rowHeight);
    m_headings.clear();
    int y = 0, column = 0;
    QDate month;
    for (auto &cell : m_cells) {
        const auto date = QDateTime::fromMSecsSinceEpoch(cell.item.ts).date();
        const QDate first(date.year(), date.month(), 1);
        if (first != month) {
            if (column > 0)
                y += tile + gap;
            column = 0;
            month = first;
            const bool thisYear = date.year() == QDateTime::fromMSecsSinceEpoch(m_ui.now()).date().year();
            m_headings.push_back({QLocale().toString(first, thisYear ? QStringLiteral("MMMM") : QStringLiteral("MMMM yyyy")), y});
            y += heading;
        }
        if (isGrid()) {
            cell.rect = QStyle::visualRect(layoutDirection(), {0, 0, width, 1 << 28}, {side + column * (tile + gap), y, tile, tile});
            if (++column == columns) {
                column = 0;
                y += tile + gap;
            }
        } else {
            cell.rect = {0, y, width, row};
            y += row;
        }
    }
    m_content = y + (column > 0 ? tile + gap : 0) + side;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, m_content - viewport()->height()));
}

// ---- what is seen ----

std::pair<int, int> MediaList::visibleCells() const
{
    const int top = verticalScrollBar()->value();
    const int bottom = top + viewport()->height();
    const auto from = std::partition_point(m_cells.begin(), m_cells.end(), [&](const Cell &c) { return c.rect.bottom() < top; });
    const auto to = std::partition_point(from, m_cells.end(), [&](const Cell &c) { return c.rect.top() <= bottom; });
    return {int(from - m_cells.begin()), int(to - m_cells.begin())};
}

QSize MediaList::pixels(const Cell &cell) const { return (QSizeF(cell.rect.size()) * devicePixelRatioF()).toSize(); }

void MediaList::updateWants()
{
    QList<MediaWant> wants;
    if (isVisible() && m_tab != MediaTab::Links) {
        const auto [from, to] = visibleCells();
        for (int i = from; i < to; ++i) {
            const auto &cell = m_cells[size_t(i)];
            MediaWant want{m_chat, cell.item.attachment, cell.media, isGrid() ? pixels(cell) : QSize()};
            if (kindOf(cell.item.attachment) == MediaKind::Video)
                want.source = MediaWant::Source::Poster;
            wants += want;
        }
    }
    m_ui.media->pictures.setWanted(this, wants);
}

void MediaList::update(int cell) { viewport()->update(itemRect(cell).translated(-viewport()->pos())); }

QRect MediaList::itemRect(int item) const
{
    if (item < 0 || item >= itemCount())
        return {};
    return m_cells[size_t(item)].rect.translated(0, -verticalScrollBar()->value()).translated(viewport()->pos());
}

QString MediaList::itemText(int item) const
{
    if (item < 0 || item >= itemCount())
        return {};
    const auto &entry = m_cells[size_t(item)].item;
    const auto from = userName(*m_ui.session, entry.from);
    const auto date = QLocale().toString(QDateTime::fromMSecsSinceEpoch(entry.ts).date(), QLocale::LongFormat);
    if (m_tab == MediaTab::Links)
        return tr("Link from %1, %2, %3").arg(isolated(from), entry.link, date);
    return QStringLiteral("%1, %2").arg(
        mediaSpeech(entry.attachment, from, m_ui.session->media().transfer(entry.attachment)), date);
}

quint64 MediaList::itemKey(int item) const
{
    if (item < 0 || item >= itemCount())
        return 0;
    const auto &entry = m_cells[size_t(item)].item;
    return quint64(qHashMulti(3, entry.seq.value, entry.index, int(m_tab))) | 1;
}

QString MediaList::emptyText() const
{
    if (!m_error.isEmpty())
        return m_error;
    switch (m_tab) {
    case MediaTab::Pictures:
        return tr("Pictures of this chat will be here");
    case MediaTab::Videos:
        return tr("Videos of this chat will be here");
    case MediaTab::Files:
        return tr("Files of this chat will be here");
    case MediaTab::Voice:
        return tr("Voice messages of this chat will be here");
    case MediaTab::Links:
        return tr("Links of this chat will be here");
    }
    return {};
}

void MediaList::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const auto &theme = *m_ui.theme;
    painter.fillRect(event->rect(), theme.color(Token::BgWindow));
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const int offset = -verticalScrollBar()->value();
    painter.setFont(theme.font(TextRole::Label));
    painter.setPen(theme.color(Token::TextSecondary));
    for (const auto &heading : m_headings) {
        const QRect line(side + 4, heading.top + offset, viewport()->width() - 2 * side - 8, theme.px(36));
        if (line.intersects(event->rect()))
            painter.drawText(line, int(Qt::AlignLeading | Qt::AlignVCenter), heading.text);
    }
    const auto [from, to] = visibleCells();
    m_painted = 0;
    for (int i = from; i < to; ++i) {
        const auto &cell = m_cells[size_t(i)];
        const QRect rect = cell.rect.translated(0, offset);
        if (!rect.intersects(event->rect()))
            continue;
        ++m_painted;
        if (isGrid())
            paintTile(painter, cell, rect);
        else
            paintRow(painter, cell, rect, i == m_hovered);
        if (hasFocus() && i == m_current)
            paintFocusRing(&painter, theme, QRectF(rect).adjusted(3, 3, -3, -3), 6);
    }
    if (!m_cells.empty() || m_loading)
        return;
    painter.setFont(theme.font(TextRole::Body));
    painter.setPen(theme.color(Token::TextSecondary));
    painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, emptyText());
}

void MediaList::paintTile(QPainter &painter, const Cell &cell, QRect rect) const
{
    const auto &theme = *m_ui.theme;
    QPainterPath shape;
    shape.addRoundedRect(rect, 4, 4);
    painter.save();
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.fillRect(rect, theme.color(Token::BgHover));
    auto picture = m_ui.media->pictures.picture(cell.media, pixels(cell));
    if (picture.isNull())
        picture = m_ui.media->pictures.preview(cell.media);
    if (!picture.isNull()) {
        const QSizeF cover = QSizeF(rect.size()).scaled(picture.size(), Qt::KeepAspectRatio);
        painter.drawImage(QRectF(rect), picture,
            QRectF({(picture.width() - cover.width()) / 2, (picture.height() - cover.height()) / 2}, cover));
    }
    painter.restore();
    const bool fault = m_ui.media->pictures.fault(cell.media) != PictureFault::None;
    if (fault)
        m_ui.icons->paint(&painter, QStringLiteral("alert"), rect, 24, theme.color(Token::Icon));
    if (kindOf(cell.item.attachment) != MediaKind::Video)
        return;
    const auto text = durationText(cell.item.attachment.durationMs);
    painter.setFont(theme.font(TextRole::Meta));
    const int width = painter.fontMetrics().horizontalAdvance(text) + 30;
    const QRect pill(rect.left() + 5, rect.bottom() - 23, width, 18);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 0xa6));
    painter.drawRoundedRect(pill, 9, 9);
    m_ui.icons->paint(&painter, QStringLiteral("play"), QRect(pill.left() + 3, pill.top(), 18, 18), 14, Qt::white);
    painter.setPen(Qt::white);
    painter.drawText(pill.adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
}

void MediaList::paintRow(QPainter &painter, const Cell &cell, QRect rect, bool hovered) const
{
    const auto &theme = *m_ui.theme;
    const bool mirrored = isRightToLeft();
    if (hovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::BgHover));
        painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), metrics::rowRadius, metrics::rowRadius);
    }
    const QRect icon(mirrored ? rect.right() - 15 - 40 : rect.left() + 16, rect.center().y() - 20, 40, 40);
    const QRect texts = mirrored ? rect.adjusted(16, 0, -68, 0) : rect.adjusted(68, 0, -16, 0);
    const int line = theme.px(20);
    const QRect first(texts.left(), rect.center().y() - line + 1, texts.width(), line);
    const QRect second = first.translated(0, line);
    const auto &attachment = cell.item.attachment;
    const auto from = isolated(userName(*m_ui.session, cell.item.from));
    const auto date = QLocale().toString(QDateTime::fromMSecsSinceEpoch(cell.item.ts).date(), QLocale::ShortFormat);
    QString title, detail;
    const auto disc = [&](const QString &name) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Accent));
        painter.drawEllipse(icon);
        m_ui.icons->paint(&painter, name, icon, 20, theme.color(Token::OnAccent));
    };
    const QFontMetrics titles(theme.font(TextRole::BodyMedium));
    if (m_tab == MediaTab::Links) {
        const QUrl url(cell.item.link);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Tint));
        painter.drawRoundedRect(icon, 8, 8);
        m_ui.icons->paint(&painter, QStringLiteral("link"), icon, 20, theme.color(Token::TintText));
        title = url.host(QUrl::EncodeUnicode);
        detail = url.toDisplayString(QUrl::RemoveScheme).mid(2);
    } else if (m_tab == MediaTab::Voice) {
        const bool current = m_ui.media->player.isCurrent(cell.media);
        disc(m_ui.media->player.isPlaying(cell.media) ? QStringLiteral("pause") : QStringLiteral("play"));
        title = from;
        detail = (current ? durationText(m_ui.media->player.now().position) + QStringLiteral(" / ") : QString())
            + durationText(attachment.durationMs) + QStringLiteral(" · ") + date;
    } else {
        const auto transfer = m_ui.session->media().transfer(attachment);
        const bool moving = transfer.phase == TransferPhase::Running || transfer.phase == TransferPhase::Queued;
        if (transfer.phase == TransferPhase::Local) {
            paintFileGlyph(&painter, theme, QRectF(icon).adjusted(2, 0, -2, 0), attachment.name);
        } else {
            disc(moving ? QStringLiteral("close") : QStringLiteral("download"));
            if (moving)
                paintProgressRing(&painter, icon, transfer.total > 0 ? qreal(transfer.done) / qreal(transfer.total) : -1,
                    theme.color(Token::OnAccent));
        }
        title = elidedName(attachment.name, titles, texts.width());
        detail = QStringList{transferText(transfer, attachment.size), from, date}.join(QStringLiteral(" · "));
    }
    painter.setFont(theme.font(TextRole::BodyMedium));
    painter.setPen(theme.color(Token::TextPrimary));
    drawElided(&painter, first, title);
    painter.setFont(theme.font(TextRole::Small));
    painter.setPen(theme.color(Token::TextSecondary));
    drawElided(&painter, second, detail);
}

// ---- pointer and keyboard ----

int MediaList::cellAt(QPoint pos) const
{
    const auto [from, to] = visibleCells();
    for (int i = from; i < to; ++i)
        if (itemRect(i).translated(-viewport()->pos()).contains(pos))
            return i;
    return -1;
}

void MediaList::activateItem(int item)
{
    if (item < 0 || item >= itemCount())
        return;
    const auto entry = m_cells[size_t(item)].item;
    auto &library = m_ui.session->media();
    const auto phase = library.transfer(entry.attachment).phase;
    switch (m_tab) {
    case MediaTab::Pictures:
    case MediaTab::Videos:
        emit viewerRequested(entry);
        break;
    case MediaTab::Voice:
        m_ui.media->player.toggle(entry);
        break;
    case MediaTab::Links:
        if (const auto url = safeUrl(entry.link); !url.isEmpty())
            emit openUrlRequested(url);
        break;
    case MediaTab::Files:
        if (phase == TransferPhase::Local)
            m_ui.media->actions.open(this, entry);
        else if (phase == TransferPhase::Running || phase == TransferPhase::Queued)
            library.cancel(m_cells[size_t(item)].media);
        else
            library.download(entry.chat, entry.attachment);
        break;
    }
}

void MediaList::focusItem(int item)
{
    if (item < 0 || item >= itemCount())
        return;
    update(m_current);
    m_current = item;
    update(item);
    const QRect rect = m_cells[size_t(item)].rect;
    auto *bar = verticalScrollBar();
    if (rect.top() - 40 < bar->value())
        bar->setValue(rect.top() - 40);
    else if (rect.bottom() + 8 > bar->value() + viewport()->height())
        bar->setValue(rect.bottom() + 8 - viewport()->height());
    accessibleItemFocused(this, item);
}

void MediaList::keyPressEvent(QKeyEvent *event)
{
    const int last = itemCount() - 1;
    if (last < 0)
        return QAbstractScrollArea::keyPressEvent(event);
    const int current = std::max(0, m_current);
    // A row up or down: the nearest cell in that direction.
    const auto beside = [&](int step) {
        const QPoint middle = m_cells[size_t(current)].rect.center();
        int best = std::clamp(current + step, 0, last);
        for (int i = current + step; i >= 0 && i <= last; i += step) {
            const QRect rect = m_cells[size_t(i)].rect;
            if (rect.center().y() == middle.y())
                continue;
            best = i;
            if (std::abs(rect.center().x() - middle.x()) < rect.width() / 2 + gap)
                break;
            if (std::abs(rect.center().y() - middle.y()) > 2 * rect.height() + 60)
                break;
        }
        return best;
    };
    const int forward = isRightToLeft() ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return focusItem(std::clamp(current - forward, 0, last));
    case Qt::Key_Right:
        return focusItem(std::clamp(current + forward, 0, last));
    case Qt::Key_Up:
        return focusItem(beside(-1));
    case Qt::Key_Down:
        return focusItem(m_current < 0 ? 0 : beside(1));
    case Qt::Key_Home:
        return focusItem(0);
    case Qt::Key_End:
        return focusItem(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return activateItem(m_current);
    case Qt::Key_Menu:
        return showMenu(m_current, viewport()->mapToGlobal(itemRect(m_current).center()));
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void MediaList::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (m_current < 0 && (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason))
        focusItem(0);
    update(m_current);
}

void MediaList::mouseMoveEvent(QMouseEvent *event)
{
    const int cell = cellAt(event->position().toPoint());
    viewport()->setCursor(cell >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (cell == m_hovered)
        return;
    update(std::exchange(m_hovered, cell));
    update(cell);
}

void MediaList::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        activateItem(cellAt(event->position().toPoint()));
}

bool MediaList::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        update(std::exchange(m_hovered, -1));
    return QAbstractScrollArea::viewportEvent(event);
}

void MediaList::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard)
        return;
    showMenu(cellAt(viewport()->mapFromGlobal(event->globalPos())), event->globalPos());
}

void MediaList::showMenu(int cell, QPoint globalPos)
{
    if (cell < 0 || cell >= itemCount())
        return;
    const auto item = m_cells[size_t(cell)].item;
    auto *menu = new PopupMenu(m_ui, this);
    menu->setAccessibleName(tr("Actions"));
    menu->addItem(QStringLiteral("chat"), tr("Show in chat"), [this, item] { emit showInChatRequested(item.seq); });
    menu->addItem(QStringLiteral("forward"), tr("Forward…"), [this, item] { emit forwardRequested(item.seq); });
    if (m_tab != MediaTab::Links)
        m_ui.media->actions.addTo(menu, this, item);
    menu->popupOnce(globalPos);
}

void MediaList::scrollContentsBy(int, int)
{
    viewport()->update();
    updateWants();
    const auto *bar = verticalScrollBar();
    if (bar->maximum() - bar->value() < 2 * viewport()->height())
        load();
}

void MediaList::resizeEvent(QResizeEvent *)
{
    relayout();
    updateWants();
    if (m_content < viewport()->height() * 2 && !m_cells.empty())
        load();
}

void MediaList::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    updateWants();
}

void MediaList::hideEvent(QHideEvent *event)
{
    QAbstractScrollArea::hideEvent(event);
    updateWants();
}

} // namespace confab
