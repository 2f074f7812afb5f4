#include "ui/common/segments.h"

#include "ui/common/buttons.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>

namespace confab {

namespace {

constexpr int inset = 3;

class Segment : public ButtonBase {
public:
    Segment(const UiContext &context, const QString &text, QWidget *parent)
        : ButtonBase(context, parent)
    {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_ui.theme->font(TextRole::Label));
        return {metrics.horizontalAdvance(text()) + 20, m_ui.theme->px(30)};
    }
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme &theme = *m_ui.theme;
        if (isChecked() || hovered()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(isChecked() ? Token::Tint : Token::BgHover));
            painter.drawRoundedRect(rect(), 6, 6);
        }
        painter.setFont(theme.font(TextRole::Label));
        painter.setPen(theme.color(isChecked() ? Token::TintText : Token::TextPrimary));
        painter.drawText(rect().adjusted(4, 0, -4, 0), Qt::AlignCenter,
            painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - 8));
        if (focusVisible(this))
            paintFocusRing(&painter, theme, QRectF(rect()).adjusted(2, 2, -2, -2), 5, isChecked() ? Token::Tint : Token::Field);
    }
};

} // namespace

Segments::Segments(const UiContext &context, const QString &name, const QStringList &texts, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(name);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(inset, inset, inset, inset);
    row->setSpacing(2);
    for (int i = 0; i < texts.size(); ++i) {
        auto *segment = new Segment(context, texts.at(i), this);
        segment->setAccessibleDescription(name);
        m_group->addButton(segment, i);
        row->addWidget(segment, 1);
    }
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on && !signalsBlocked())
            emit chosen(id);
    });
    setCurrent(0);
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

int Segments::current() const { return m_group->checkedId(); }

void Segments::setCurrent(int index)
{
    const QSignalBlocker quiet(this);
    if (auto *button = m_group->button(index))
        button->setChecked(true);
}

void Segments::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_ui.theme->color(Token::FieldBorder));
    painter.setBrush(m_ui.theme->color(Token::Field));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8.5, 8.5);
}

} // namespace confab
