#include "ui/window/shortcut_sheet.h"

#include "ui/common/labels.h"
#include "ui/common/sheet.h"
#include "ui/theme/theme.h"
#include "ui/window/shortcuts.h"

#include <QBoxLayout>
#include <QPainter>

namespace confab {

namespace {

//! Key combinations as caps, the last one at the trailing edge.
class KeyCaps : public QWidget {
public:
    KeyCaps(const UiContext &context, const QList<QKeySequence> &keys)
        : m_theme(context.theme)
    {
        for (const QKeySequence &key : keys)
            m_texts.append(key.toString(QKeySequence::NativeText));
        if (m_texts.size() > 2)
            m_texts = {m_texts.first() + QStringLiteral(" … ") + m_texts.last()};
        setAccessibleName(m_texts.join(", "));
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override
    {
        int width = 0;
        for (const QString &text : m_texts)
            width += capWidth(text) + gap;
        return {std::max(0, width - gap), m_theme->px(24)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setFont(m_theme->font(TextRole::Hint));
        int x = 0;
        for (const QString &text : m_texts) {
            const QRect cap = QStyle::visualRect(layoutDirection(), rect(), {x, 0, capWidth(text), height()});
            painter.setPen(QPen(m_theme->color(Token::FieldBorder), 1));
            painter.setBrush(m_theme->color(Token::BgPanel));
            painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
            painter.setPen(m_theme->color(Token::TextSecondary));
            painter.drawText(cap, Qt::AlignCenter, text);
            x += cap.width() + gap;
        }
    }

private:
    static constexpr int gap = 6;
    int capWidth(const QString &text) const
    {
        return QFontMetrics(m_theme->font(TextRole::Hint)).horizontalAdvance(text) + 14;
    }
    const Theme *m_theme;
    QStringList m_texts;
};

} // namespace

void showShortcutSheet(const UiContext &context, QWidget *over)
{
    auto *sheet = new Sheet(context, over, Sheet::tr("Keyboard shortcuts"), Sheet::Width::Wide);
    sheet->body()->setSpacing(6);
    QString section;
    for (const ShortcutInfo &info : shortcutList()) {
        if (info.section != section) {
            if (!section.isEmpty())
                sheet->body()->addSpacing(8);
            section = info.section;
            sheet->body()->addWidget(new Label(context, TextRole::SenderName, Token::TextSecondary, section));
        }
        auto *row = new QHBoxLayout;
        auto *what = new Label(context, TextRole::Body, Token::TextPrimary, info.what);
        what->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
        row->addWidget(what, 1);
        row->addWidget(new KeyCaps(context, info.keys));
        sheet->body()->addLayout(row);
    }
    sheet->open();
}

} // namespace confab
