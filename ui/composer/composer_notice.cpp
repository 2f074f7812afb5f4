#include "ui/composer/composer_notice.h"

#include "core/session/session.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace confab {

ComposerNotice::Kind ComposerNotice::kindFor(const ChatSummary &chat, const Session &session)
{
    if (chat.left)
        return Kind::Left;
    if (chat.kind == ChatKind::Direct && session.contact(chat.peer).blocked)
        return Kind::Blocked;
    return chat.accepted ? Kind::None : Kind::Request;
}

ComposerNotice::ComposerNotice(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_text(new Label(context, TextRole::Small, Token::TextSecondary, {}, this))
    , m_first(new Button(context, Button::Kind::Danger, {}, this))
    , m_second(new Button(context, Button::Kind::Primary, {}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignVCenter);
    column->addWidget(m_text);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    row->addWidget(m_first);
    row->addWidget(m_second);
    row->addStretch();
    column->addLayout(row);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_first, &QAbstractButton::clicked, this, [this] { emit blockWanted(true); });
    connect(m_second, &QAbstractButton::clicked, this, [this] {
        if (m_kind == Kind::Request)
            emit acceptWanted();
        else
            emit blockWanted(false);
    });
}

void ComposerNotice::showFor(Kind kind, const ChatSummary &chat)
{
    m_kind = kind;
    const auto name = isolated(contactName(m_ui.session->contact(chat.peer)));
    m_first->setVisible(kind == Kind::Request);
    m_second->setVisible(kind == Kind::Request || kind == Kind::Blocked);
    switch (kind) {
    case Kind::None:
        break;
    case Kind::Left:
        m_text->setText(tr("You are no longer a member of this group. What was written stays here."));
        break;
    case Kind::Blocked:
        m_text->setText(tr("You blocked %1. Messages do not reach you or them.").arg(name));
        m_second->setText(tr("Unblock"));
        m_second->setKind(Button::Kind::Secondary);
        break;
    case Kind::Request:
        m_text->setText(
            chat.kind == ChatKind::Direct ? tr(
                "%1 is not among your contacts. They do not see that you have read this until you accept.")
                                                .arg(name)
                                          : tr("Someone added you to this group."));
        m_first->setText(tr("Block"));
        m_first->setVisible(chat.kind == ChatKind::Direct);
        m_second->setText(tr("Accept"));
        m_second->setKind(Button::Kind::Primary);
        break;
    }
    setAccessibleName(m_text->text());
    setVisible(kind != Kind::None);
}

void ComposerNotice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_ui.theme->color(Token::BgPanel));
    painter.fillRect(0, 0, width(), 1, m_ui.theme->color(Token::Divider));
}

} // namespace confab
