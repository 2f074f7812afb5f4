#include "ui/settings/shortcuts_pane.h"

#include "ui/common/labels.h"
#include "ui/common/option_row.h"
#include "ui/common/settings.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace confab {

namespace {

//! What a shortcut does, and its keys as caps at the end of the line.
class ShortcutRow : public QWidget, public HasAccessibleRole {
public:
    ShortcutRow(const UiContext &context, const ShortcutInfo &info)
        : m_ui(context)
        , m_what(info.what)
    {
        QStringList spoken;
        for (const auto &sequence : info.keys) {
            const auto text = sequence.toString(QKeySequence::NativeText);
            if (text.isEmpty())
                continue;
            m_keys.append(text);
            spoken.append(text);
        }
        setAccessibleName(QStringLiteral("%1: %2").arg(m_what, spoken.join(QStringLiteral(", "))));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QAccessible::Role accessibleRole() const override { return QAccessible::StaticText; }
    QSize sizeHint() const override { return {240, m_ui.theme->px(20) + 18}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto &theme = *m_ui.theme;
        const auto place = [this](
                               const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
        painter.setFont(theme.font(TextRole::Hint));
        const QFontMetrics metrics(painter.font());
        int right = width();
        for (auto it = m_keys.crbegin(); it != m_keys.crend(); ++it) {
            const int wide = metrics.horizontalAdvance(*it) + 16;
            const int high = metrics.height() + 6;
            const auto cap = place({right - wide, (height() - high) / 2, wide, high});
            painter.setPen(QPen(theme.color(Token::FieldBorder), 1));
            painter.setBrush(theme.color(Token::BgWindow));
            painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
            painter.setPen(theme.color(Token::TextSecondary));
            painter.drawText(cap, Qt::AlignCenter, *it);
            right -= wide + 6;
        }
        painter.setFont(theme.font(TextRole::Body));
        painter.setPen(theme.color(Token::TextPrimary));
        drawElided(&painter, place({0, 0, std::max(0, right - 8), height()}), m_what);
    }

private:
    const UiContext m_ui;
    QString m_what;
    QStringList m_keys;
};

} // namespace

ShortcutsPane::ShortcutsPane(const UiContext &context, const QList<ShortcutInfo> &shortcuts, QWidget *parent)
    : SettingsPane(context, tr("Shortcuts"), parent)
{
    m_enter = new OptionRow(m_ui, {}, tr("Enter sends the message"));
    m_enter->setDescription(
        tr("Off: Enter begins a new line and Ctrl+Enter sends. Shift+Enter always begins a new line."));
    m_enter->setHorizontalPadding(0);
    const auto refresh = [this] { m_enter->toggle()->setChecked(m_ui.settings->enterSends()); };
    connect(
        m_enter->addSwitch(), &Switch::clicked, this, [this](bool on) { m_ui.settings->setEnterSends(on); });
    connect(m_ui.settings, &UiSettings::changed, this, refresh);
    refresh();
    addRow(m_enter);
    QString section;
    for (const auto &info : shortcuts) {
        if (info.section != section) {
            section = info.section;
            addSection(section);
        }
        addRow(new ShortcutRow(m_ui, info));
    }
}

} // namespace confab
