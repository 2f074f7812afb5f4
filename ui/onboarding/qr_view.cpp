#include "ui/onboarding/qr_view.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <memory>
#include <qrencode.h>

namespace confab {

namespace {
constexpr int padding = 14;
}

QrView::QrView(const UiContext &context, int side, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_side(side)
{
    setFixedSize(sizeHint());
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QImage QrView::encode(const QByteArray &payload)
{
    // On a screen nothing is smudged: the lowest correction gives the largest modules.
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(int(payload.size()), reinterpret_cast<const unsigned char *>(payload.constData()),
            0, QR_ECLEVEL_L),
        &QRcode_free);
    if (!code)
        return {};
    QImage image(code->width, code->width, QImage::Format_RGB32);
    for (int y = 0; y < code->width; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < code->width; ++x)
            line[x] = code->data[y * code->width + x] & 1 ? qRgb(0, 0, 0) : qRgb(255, 255, 255);
    }
    return image;
}

void QrView::setPayload(const QByteArray &payload)
{
    m_modules = payload.isEmpty() ? QImage() : encode(payload);
    m_faded = false;
    update();
}

void QrView::setFaded(bool faded)
{
    if (m_faded == faded)
        return;
    m_faded = faded;
    update();
}

QSize QrView::sizeHint() const { return {m_side + 2 * padding, m_side + 2 * padding}; }

void QrView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // Scanners want dark on light whatever the theme: the card stays white.
    painter.setPen(QPen(m_ui.theme->color(Token::Divider), 1));
    painter.setBrush(m_modules.isNull() ? m_ui.theme->color(Token::BgPanel) : QColor(Qt::white));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
    if (m_modules.isNull())
        return;

    // Whole device pixels a module: scale up by an integer and draw one to one.
    const qreal dpr = devicePixelRatioF();
    const int pixels = std::max(1, int(m_side * dpr) / m_modules.width());
    auto picture = m_modules.scaled(m_modules.size() * pixels, Qt::IgnoreAspectRatio, Qt::FastTransformation);
    picture.setDevicePixelRatio(dpr);
    const auto size = QSizeF(picture.size()) / dpr;
    const auto wanted = QRectF(rect()).center() - QPointF(size.width() / 2, size.height() / 2);
    const auto onDevice = painter.deviceTransform().map(wanted).toPoint();
    const auto aligned = painter.deviceTransform().inverted().map(QPointF(onDevice));
    painter.setOpacity(m_faded ? 0.25 : 1);
    painter.drawImage(aligned, picture);
}

} // namespace confab
