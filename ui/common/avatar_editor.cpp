#include "ui/common/avatar_editor.h"

#include "core/session/when_done.h"
#include "ui/common/crop_view.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/menu.h"
#include "ui/common/pictures.h"
#include "ui/common/toast.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QSlider>
#include <QVBoxLayout>
#include <QtConcurrentRun>

namespace confab {

namespace {

constexpr int viewSide = 320;
constexpr int workSide = 2048; // px: what is kept while cropping
constexpr int jpegQuality = 88;
constexpr int sliderSteps = 100;
constexpr int badge = 32;

QImage workingPicture(const AttachSource &source)
{
    if (source.picture.isNull())
        return pictures::decode(source.path, source.bytes, {workSide, workSide});
    return source.picture.width() > workSide || source.picture.height() > workSide
        ? source.picture.scaled(workSide, workSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)
        : source.picture;
}

} // namespace

AvatarCropSheet::AvatarCropSheet(const UiContext &context, QWidget *over, const AttachSource &source)
    : Sheet(context, over, tr("Choose the part to show"))
    , m_view(new CropView(context, std::min(viewSide, context.theme->px(metrics::sheetNarrow) - 2 * metrics::sheetPadding)))
    , m_slider(new QSlider(Qt::Horizontal))
    , m_note(new Label(context, TextRole::Small, Token::TextSecondary, tr("Reading the picture…")))
    , m_done(new Button(context, Button::Kind::Primary, tr("Use")))
{
    body()->addWidget(m_view, 0, Qt::AlignHCenter);
    m_slider->setRange(0, sliderSteps);
    m_slider->setAccessibleName(tr("Zoom"));
    body()->addWidget(m_slider);
    body()->addWidget(m_note);
    auto *cancel = new Button(context, Button::Kind::Secondary, tr("Cancel"));
    footer()->addStretch(1);
    footer()->addWidget(cancel);
    footer()->addWidget(m_done);
    m_done->setEnabled(false);
    m_slider->setEnabled(false);
    connect(cancel, &Button::clicked, this, &Sheet::reject);
    connect(m_done, &Button::clicked, this, &AvatarCropSheet::finish);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        m_view->setZoom(std::pow(CropView::mostZoom, qreal(value) / sliderSteps));
    });
    connect(m_view, &CropView::zoomed, this, [this](qreal zoom) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(qRound(std::log(zoom) / std::log(CropView::mostZoom) * sliderSteps));
    });
    whenDone(QtConcurrent::run(workingPicture, source), this, [this](const QImage &picture) { show(picture); });
}

void AvatarCropSheet::show(const QImage &picture)
{
    if (picture.isNull()) {
        m_note->setColor(Token::Danger);
        m_note->setText(tr("This is not a picture that can be read."));
        announce(this, m_note->text());
        return;
    }
    m_picture = picture;
    m_view->setPicture(picture);
    m_slider->setEnabled(true);
    m_done->setEnabled(true);
    m_note->setText(tr("Drag to move, wheel to zoom."));
    m_view->setFocus(Qt::OtherFocusReason);
}

void AvatarCropSheet::finish()
{
    m_done->setBusy(true);
    const auto make = [picture = m_picture, part = m_view->crop().toAlignedRect() & m_picture.rect()] {
        return pictures::toJpeg(
            picture.copy(part).scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation), jpegQuality);
    };
    whenDone(QtConcurrent::run(make), this, [this](const QByteArray &jpeg) {
        closeSheet();
        emit cropped(jpeg);
    });
}

AvatarEditor::AvatarEditor(const UiContext &context, int size, QWidget *parent)
    : ButtonBase(context, parent)
    , m_size(size)
{
    setFixedSize(size + 8, size + 8);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setEditable(true);
    connect(this, &QAbstractButton::clicked, this, &AvatarEditor::openMenu);
    connect(m_ui.avatars, &AvatarPainter::loaded, this, qOverload<>(&QWidget::update));
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void AvatarEditor::setAvatar(const AvatarSpec &avatar)
{
    m_avatar = avatar;
    update();
}

void AvatarEditor::setPicture(const QByteArray &jpeg)
{
    // Our own 640 px: 2 ms.
    m_own = QPixmap::fromImage(pictures::decode({}, jpeg, {AvatarCropSheet::side, AvatarCropSheet::side}));
    update();
}

void AvatarEditor::setEditable(bool on)
{
    m_editable = on;
    setAccessibleName(on ? tr("Change the picture") : tr("Picture"));
    setToolTip(on ? accessibleName() : QString());
    setFocusPolicy(on ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(on ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void AvatarEditor::offer(const Intake &intake)
{
    if (!m_editable || intake.isEmpty())
        return;
    auto *sheet = new AvatarCropSheet(m_ui, this, intake.sources.first());
    connect(sheet, &AvatarCropSheet::cropped, this, &AvatarEditor::chosen);
    sheet->open();
}

void AvatarEditor::openMenu()
{
    if (!m_editable)
        return;
    auto *menu = new PopupMenu(m_ui, this);
    menu->addItem(QStringLiteral("image"), tr("Choose a picture…"), [this] {
        m_ui.pickFiles(this, FileChoice::Picture, [this](const QStringList &paths) {
            offer({{AttachSource {paths.first(), {}, {}, {}}}});
        });
    });
    if (const auto *copied = QApplication::clipboard()->mimeData(); copied && mayBeVisual(*copied)) {
        menu->addItem(QStringLiteral("copy"), tr("Paste"), [this] {
            if (const auto *now = QApplication::clipboard()->mimeData())
                offer(intakeOf(*now, m_ui.now()));
        });
    }
    if (!m_avatar.picture.isNull() || !m_own.isNull())
        menu->addDanger(QStringLiteral("trash"), tr("Remove the picture"), [this] { emit removed(); });
    menu->popupOnce(mapToGlobal(QPoint(width() / 2, height() - 8)));
}

void AvatarEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste)) {
        if (const auto *copied = QApplication::clipboard()->mimeData(); copied && hasIntake(*copied))
            offer(intakeOf(*copied, m_ui.now()));
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return openMenu();
    ButtonBase::keyPressEvent(event);
}

void AvatarEditor::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_editable || !mayBeVisual(*event->mimeData()))
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_dragged = true;
    update();
}

void AvatarEditor::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dragged = false;
    update();
}

void AvatarEditor::dropEvent(QDropEvent *event)
{
    m_dragged = false;
    update();
    event->setDropAction(Qt::CopyAction);
    event->accept();
    offer(intakeOf(*event->mimeData(), m_ui.now()));
}

void AvatarEditor::paintEvent(QPaintEvent *)
{
    const Theme &theme = *m_ui.theme;
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRectF disc(4, 4, m_size, m_size);
    if (m_own.isNull()) {
        m_ui.avatars->paint(&painter, disc, m_avatar);
    } else {
        QBrush brush(m_own);
        brush.setTransform(QTransform::fromTranslate(disc.x(), disc.y()).scale(disc.width() / m_own.width(), disc.height() / m_own.height()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(brush);
        painter.drawEllipse(disc);
    }
    if (!m_editable)
        return;
    if (m_dragged || hovered()) {
        painter.setPen(m_dragged ? QPen(theme.color(Token::Accent), 3) : QPen(Qt::NoPen));
        painter.setBrush(QColor(0, 0, 0, 40));
        painter.drawEllipse(disc);
    }
    const int size = m_size >= metrics::avatarInfo ? badge : badge - 6;
    QRectF box(disc.right() - size + 2, disc.bottom() - size + 2, size, size);
    if (layoutDirection() == Qt::RightToLeft)
        box.moveLeft(disc.left() - 2);
    painter.setPen(QPen(theme.color(Token::BgWindow), 2));
    painter.setBrush(theme.color(Token::Accent));
    painter.drawEllipse(box);
    m_ui.icons->paint(&painter, QStringLiteral("edit"), box, size / 2, theme.color(Token::OnAccent));
    if (focusVisible(this))
        paintFocusRing(&painter, theme, disc, m_size / 2.0);
}

} // namespace confab
