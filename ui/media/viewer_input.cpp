#include "core/session/session.h"
#include "ui/common/menu.h"
#include "ui/media/viewer.h"

#include <QApplication>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>

namespace confab {
namespace {

constexpr double wheelFactor = 1.25; //!< a notch
constexpr qint64 seekStep = 5000; //!< ms

} // namespace

bool MediaViewer::event(QEvent *event)
{
    // Keys of the window's shortcuts mean something else while it is covered.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void MediaViewer::keyPressEvent(QKeyEvent *event)
{
    stir();
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    auto &player = m_ui.media->player;
    const int older = isRightToLeft() ? -1 : 1;
    const QPointF middle(width() / 2.0, height() / 2.0);
    switch (event->key()) {
    case Qt::Key_Escape:
        if (window()->isFullScreen() && !m_wasFull)
            return window()->showNormal();
        return closeViewer();
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int side = event->key() == Qt::Key_Left ? older : -older;
        if (shift && isVideo())
            return player.seek(player.now().position - side * older * seekStep);
        return step(side);
    }
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (isVideo())
            player.setVolume(player.volume() + (event->key() == Qt::Key_Up ? 0.05 : -0.05));
        return;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (count() > 1)
            showItem(event->key() == Qt::Key_Home ? m_items.last() : m_items.first());
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_view.zoomAt(middle, wheelFactor);
        break;
    case Qt::Key_Minus:
        m_view.zoomAt(middle, 1 / wheelFactor);
        break;
    case Qt::Key_0:
        m_view.fit();
        break;
    case Qt::Key_1:
        m_view.zoomTo(1, middle);
        break;
    case Qt::Key_R:
        if (control || isVideo())
            return;
        m_view.turn();
        break;
    case Qt::Key_C:
        return control ? copy() : void();
    case Qt::Key_S:
        return control ? save() : void();
    case Qt::Key_F:
        return control ? void() : toggleFullScreen();
    case Qt::Key_Space:
        return isVideo() ? player.toggle(m_item) : step(older);
    case Qt::Key_Menu:
        return menu(mapToGlobal(rect().center()));
    default:
        return; // nothing of what lies below hears of it
    }
    updateWants();
    updateControls();
}

void MediaViewer::mousePressEvent(QMouseEvent *event)
{
    stir();
    if (event->button() != Qt::LeftButton)
        return;
    m_press = m_last = event->position();
    m_dragged = false;
}

void MediaViewer::mouseMoveEvent(QMouseEvent *event)
{
    stir();
    if (!m_press || !(event->buttons() & Qt::LeftButton))
        return;
    const auto far = (event->position() - *m_press).manhattanLength() >= QApplication::startDragDistance();
    if (!m_dragged && !far)
        return;
    const bool began = !std::exchange(m_dragged, true);
    if (m_view.isFitted()) {
        // It has nowhere to go in here: it goes out of the window.
        if (began && m_view.target().contains(*m_press))
            dragOut();
        return;
    }
    setCursor(Qt::ClosedHandCursor);
    m_view.pan(event->position() - m_last);
    m_last = event->position();
    update();
}

void MediaViewer::mouseReleaseEvent(QMouseEvent *event)
{
    unsetCursor();
    if (event->button() != Qt::LeftButton || !m_press)
        return;
    const auto pressed = *std::exchange(m_press, std::nullopt);
    if (m_dragged)
        return;
    if (!m_view.target().contains(pressed))
        closeViewer(); // beside the picture
    else if (isVideo())
        m_ui.media->player.toggle(m_item);
}

void MediaViewer::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (isVideo())
        return toggleFullScreen();
    if (m_view.isFitted())
        m_view.zoomTo(std::max(1.0, m_view.fitZoom() * 2), event->position());
    else
        m_view.fit();
    updateWants();
    updateControls();
}

void MediaViewer::wheelEvent(QWheelEvent *event)
{
    stir();
    event->accept();
    const int delta = event->angleDelta().y();
    if (delta == 0 || isVideo())
        return;
    m_view.zoomAt(event->position(), std::pow(wheelFactor, delta / 120.0));
    updateWants();
    updateControls();
}

void MediaViewer::contextMenuEvent(QContextMenuEvent *event) { menu(event->globalPos()); }

void MediaViewer::menu(QPoint globalPos)
{
    auto *menu = new PopupMenu(m_ui, this);
    menu->setAccessibleName(tr("Actions for this picture"));
    m_ui.media->actions.addTo(menu, this, m_item);
    if (m_item.seq.value > 0) {
        menu->addItem(QStringLiteral("forward"), tr("Forward…"), [this] { forward(); });
        menu->addItem(QStringLiteral("chat"), tr("Show in chat"), [this] {
            emit showInChatRequested(m_item.chat, m_item.seq);
            closeViewer();
        });
    }
    menu->popupOnce(globalPos);
}

void MediaViewer::save() { m_ui.media->actions.saveAs(this, m_item); }

void MediaViewer::copy()
{
    if (!isVideo())
        m_ui.media->actions.copyPicture(this, m_item);
}

void MediaViewer::forward()
{
    if (m_item.seq.value == 0)
        return;
    const auto item = m_item;
    closeViewer();
    emit forwardRequested(item.chat, item.seq);
}

void MediaViewer::toggleFullScreen()
{
    if (window()->isFullScreen())
        window()->showNormal();
    else
        window()->showFullScreen();
}

void MediaViewer::dragOut()
{
    m_ui.media->actions.withCopy(this, m_item, [this](const QString &path) {
        if (!(QGuiApplication::mouseButtons() & Qt::LeftButton) || !isVisible())
            return; // let go meanwhile
        auto *drag = new QDrag(this);
        auto *files = new QMimeData;
        files->setUrls({QUrl::fromLocalFile(path)});
        drag->setMimeData(files);
        if (const auto image = sharpest(); !image.isNull())
            drag->setPixmap(QPixmap::fromImage(image.scaled(160, 160, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
        m_press.reset();
        drag->exec(Qt::CopyAction);
    });
}

} // namespace confab
