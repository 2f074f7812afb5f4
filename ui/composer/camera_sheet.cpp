#include "ui/composer/camera_sheet.h"

#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QCamera>
#include <QCameraDevice>
#include <QHBoxLayout>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>
#include <QVideoFrame>
#include <QVideoSink>

namespace confab {

namespace {

//! The newest frame, mirrored like a mirror; the picture that is taken is not.
class Finder : public QWidget {
public:
    Finder()
    {
        setMinimumHeight(300);
        setAccessibleName(CameraSheet::tr("What the camera sees"));
    }
    void show(const QImage &frame)
    {
        m_frame = frame;
        update();
    }
    const QImage &frame() const { return m_frame; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        QPainterPath shape;
        shape.addRoundedRect(rect(), 8, 8);
        painter.setClipPath(shape);
        painter.fillRect(rect(), Qt::black);
        if (m_frame.isNull())
            return;
        QRectF target({}, QSizeF(m_frame.size()).scaled(QSizeF(size()), Qt::KeepAspectRatio));
        target.moveCenter(QRectF(rect()).center());
        painter.translate(width(), 0);
        painter.scale(-1, 1);
        painter.drawImage(target, m_frame);
    }

private:
    QImage m_frame;
};

} // namespace

class CameraSheet::Private {
public:
    QMediaCaptureSession session;
    std::unique_ptr<QCamera> camera;
    QVideoSink sink;
    Finder *finder = nullptr;
    Label *note = nullptr;
    Button *take = nullptr;
};

bool CameraSheet::hasCamera() { return !QMediaDevices::videoInputs().isEmpty(); }

CameraSheet::CameraSheet(const UiContext &context, QWidget *over)
    : Sheet(context, over, tr("Take a photo"), Width::Wide)
    , d(std::make_unique<Private>())
{
    d->finder = new Finder;
    body()->addWidget(d->finder);
    d->note = new Label(context, TextRole::Small, Token::TextSecondary, tr("Starting the camera…"));
    body()->addWidget(d->note);
    auto *cancel = new Button(context, Button::Kind::Secondary, tr("Cancel"));
    d->take = new Button(context, Button::Kind::Primary, tr("Take the photo"));
    d->take->setEnabled(false);
    footer()->addStretch(1);
    footer()->addWidget(cancel);
    footer()->addWidget(d->take);
    connect(cancel, &Button::clicked, this, &Sheet::reject);
    connect(d->take, &Button::clicked, this, [this] {
        const QImage picture = d->finder->frame();
        closeSheet();
        emit taken({{AttachSource {{}, {}, picture, pictureName(m_ui.now()) + QStringLiteral(".png")}}});
    });
    d->camera = std::make_unique<QCamera>(QMediaDevices::defaultVideoInput());
    d->session.setCamera(d->camera.get());
    d->session.setVideoSink(&d->sink);
    connect(&d->sink, &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame &frame) {
        const QImage picture = frame.toImage();
        if (picture.isNull())
            return;
        d->finder->show(picture);
        d->note->hide();
        d->take->setEnabled(true);
    });
    connect(d->camera.get(), &QCamera::errorOccurred, this, [this](QCamera::Error error, const QString &) {
        if (error == QCamera::NoError)
            return;
        d->take->setEnabled(false);
        d->note->setColor(Token::Danger);
        d->note->setText(tr("The camera cannot be used: another program may hold it, or access was denied."));
        d->note->show();
        announce(this, d->note->text());
    });
    d->camera->start();
}

CameraSheet::~CameraSheet() { d->camera->stop(); }

} // namespace confab
