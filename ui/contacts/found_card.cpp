#include "ui/contacts/found_card.h"

#include "ui/common/accessible_list.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/contacts/user_search.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace confab {

FoundCard::FoundCard(const UiContext &context, UserSearch *search, const QString &action, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_search(search)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(12);
    m_avatar = new AvatarView(context, metrics::avatarRow);
    row->addWidget(m_avatar, 0, Qt::AlignVCenter);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    m_name = new Label(context, TextRole::ListName, Token::TextPrimary);
    m_name->setElided(true);
    m_detail = new Label(context, TextRole::Small, Token::TextSecondary);
    m_about = new Label(context, TextRole::Small, Token::TextSecondary);
    column->addWidget(m_name);
    column->addWidget(m_detail);
    column->addWidget(m_about);
    column->setAlignment(Qt::AlignVCenter);
    row->addLayout(column, 1);
    m_action = new Button(context, Button::Kind::Primary, action);
    m_again = new Button(context, Button::Kind::Secondary, tr("Try again"));
    row->addWidget(m_action, 0, Qt::AlignVCenter);
    row->addWidget(m_again, 0, Qt::AlignVCenter);
    connect(m_action, &Button::clicked, this, &FoundCard::chosen);
    connect(m_again, &Button::clicked, m_search, &UserSearch::searchNow);
    connect(m_search, &UserSearch::changed, this, &FoundCard::refresh);
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

void FoundCard::setBusy(bool busy) { m_action->setBusy(busy); }

void FoundCard::refresh()
{
    using State = UserSearch::State;
    const auto state = m_search->state();
    const bool found = state == State::Found;
    const auto at = isolated('@' + m_search->query());
    m_avatar->setVisible(found);
    m_name->setVisible(found);
    m_action->setVisible(found);
    m_again->setVisible(state == State::Failed || state == State::RateLimited);
    m_about->hide();
    m_detail->setColor(state == State::Failed ? Token::Danger : Token::TextSecondary);
    switch (state) {
    case State::Idle:
    case State::Typing:
        m_detail->setText(tr("Searching the server starts when you stop typing."));
        break;
    case State::Searching:
        m_detail->setText(tr("Looking for %1…").arg(at));
        break;
    case State::Found: {
        const auto person = m_search->contact();
        m_avatar->setAvatar(AvatarSpec::of(person));
        m_name->setText(oneLine(contactName(person)));
        m_detail->setText('@' + person.username);
        m_about->setText(oneLine(person.about));
        m_about->setVisible(!person.about.isEmpty());
        m_action->setAccessibleName(tr("%1 %2").arg(m_action->text(), isolated(contactName(person))));
        break;
    }
    case State::NotFound:
        m_detail->setText(tr("Nobody is called %1 here. User names have to be exact.").arg(at));
        break;
    case State::RateLimited:
        m_detail->setText(tr("Too many searches in a row. The next one starts in a moment."));
        break;
    case State::Offline:
        m_detail->setText(tr("You are offline. The search for %1 goes on once you are back.").arg(at));
        break;
    case State::Failed:
        m_detail->setText(m_search->error());
        break;
    }
    setVisible(state != State::Idle);
    updateGeometry();
    if (isVisible() && state != State::Typing && state != State::Searching)
        announce(this, found ? m_name->text() : m_detail->text());
}

void FoundCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_ui.theme->color(Token::BgPanel));
    painter.drawRoundedRect(rect(), 8, 8);
}

} // namespace confab
