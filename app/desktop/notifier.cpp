#include "app/desktop/notifier.h"

#include "ui/common/display_text.h"
#include "ui/common/settings.h"

namespace confab {

Notifier::Notifier(const UiContext &context, NotificationSink *sink, std::function<View()> view, QObject *parent)
    : QObject(parent)
    , m_ui(context)
    , m_sink(sink)
    , m_view(std::move(view))
{
    connect(m_ui.session, &Session::changed, this, [this](const ChangeSet &changes) {
        QList<ChatSummary> chats;
        for (const ChatChange &change : changes.chats) {
            if (change.what.testFlag(ChatChange::Removed))
                carryOut(m_rules.removed(change.chat));
            else if (change.summary)
                chats.append(*change.summary);
        }
        if (!chats.isEmpty())
            reconcile(chats);
    });
    // Nothing while catching up; once done, what is still unread.
    connect(m_ui.session, &Session::connectionChanged, this, [this](const ConnectionView &connection) {
        if (connection.phase == ConnectionPhase::Online)
            reconcileAll();
    });
    connect(m_ui.settings, &UiSettings::changed, this, [this] {
        if (!m_ui.settings->notifications())
            closeAll();
    });
    connect(m_sink, &NotificationSink::dismissed, this, [this](const ChatId &chat) {
        m_rules.dismissed(chat);
        m_onScreen.remove(chat);
    });
}

void Notifier::reconcileAll()
{
    reconcile(m_ui.session->chats());
}

void Notifier::reconcile(const QList<ChatSummary> &chats)
{
    const View view = m_view();
    NotificationRules::Situation situation;
    situation.syncDone = m_ui.session->connection().phase == ConnectionPhase::Online;
    situation.userActive = view.userActive;
    situation.open = view.open;
    situation.now = m_ui.now();
    carryOut(m_rules.reconcile(chats, situation));
}

void Notifier::carryOut(const NotificationRules::Actions &actions)
{
    for (const ChatId &chat : actions.close) {
        m_onScreen.remove(chat);
        m_sink->close(chat);
    }
    // Off means silent, not forgetful: what came meanwhile is not told when they are switched on again.
    if (!m_ui.settings->notifications())
        return;
    for (const NotificationRules::Shown &shown : actions.show)
        show(shown, actions.alert.contains(shown.chat) && m_ui.settings->notificationSound());
}

void Notifier::show(const NotificationRules::Shown &shown, bool sound)
{
    const auto chat = m_ui.session->chat(shown.chat);
    if (!chat)
        return;
    using Detail = UiSettings::NotificationDetail;
    const Detail detail = m_view().locked ? Detail::Nothing : m_ui.settings->notificationDetail();
    QString title = QStringLiteral("Confab");
    QString body = tr("%n new message(s)", nullptr, shown.unread);
    if (detail != Detail::Nothing)
        title = chatTitle(*chat, *m_ui.session);
    if (detail == Detail::NameAndText && chat->last) {
        const QString text = previewText(*chat->last, *m_ui.session);
        body = chat->kind == ChatKind::Group
            ? tr("%1: %2").arg(isolated(userName(*m_ui.session, chat->last->from)), text)
            : text;
        if (shown.unread > 1)
            title = tr("%1 (%n new)", nullptr, shown.unread).arg(title);
    }
    m_onScreen.insert(shown.chat);
    m_sink->show(shown.chat, title, body, sound);
}

void Notifier::closeAll()
{
    for (const ChatId &chat : std::exchange(m_onScreen, {}))
        m_sink->close(chat);
}

} // namespace confab
