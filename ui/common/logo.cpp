#include "ui/common/logo.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace confab {

Logo::Logo(const UiContext &context, int width, Token ground, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_ground(ground)
    , m_picture(std::make_unique<QSvgRenderer>())
{
    setFixedSize(width, width * 44 / 52);
    load();
    connect(m_ui.theme, &Theme::changed, this, &Logo::load);
}

Logo::~Logo() = default;

void Logo::load()
{
    QFile file(QStringLiteral(":/icons/logo.svg"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    // The gap between the bubbles is a stroke in the colour of what lies behind.
    m_picture->load(file.readAll().replace("#e9edf1", m_ui.theme->color(m_ground).name().toLatin1()));
    update();
}

void Logo::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    m_picture->render(&painter, rect());
}

} // namespace confab
