#include "ui/contacts/mute_row.h"

#include "core/session/session.h"
#include "ui/common/menu.h"

#include <QDateTime>
#include <QLocale>

namespace confab {

namespace {
constexpr qint64 hour = 3'600'000;
constexpr qint64 always = std::numeric_limits<qint64>::max();
} // namespace

MuteRow::MuteRow(const UiContext &context, QWidget *parent)
    : OptionRow(context, QStringLiteral("bell"), tr("Notifications"), parent)
{
    connect(addSwitch(), &Switch::toggled, this, &MuteRow::toggled);
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &MuteRow::refresh);
    connect(m_ui.session, &Session::changed, this, [this](const ChangeSet &changes) {
        for (const auto &change : changes.chats) {
            if (change.chat == m_chat)
                refresh();
        }
    });
    refresh();
}

void MuteRow::setChat(const ChatId &chat)
{
    m_chat = chat;
    refresh();
}

void MuteRow::refresh()
{
    const auto summary = m_ui.session->chat(m_chat);
    const auto now = m_ui.now();
    const auto until = summary ? summary->mutedUntil : 0;
    const bool muted = until > now;
    m_refreshing = true;
    toggle()->setChecked(!muted);
    toggle()->setEnabled(summary.has_value());
    m_refreshing = false;
    setIconName(muted ? QStringLiteral("belloff") : QStringLiteral("bell"));
    if (!muted) {
        setDescription({});
    } else if (until == always) {
        setDescription(tr("Muted"));
    } else {
        const auto end = QDateTime::fromMSecsSinceEpoch(until);
        const bool today = end.date() == QDateTime::fromMSecsSinceEpoch(now).date();
        setDescription(tr("Muted until %1")
                           .arg(today ? QLocale().toString(end.time(), QLocale::ShortFormat)
                                      : QLocale().toString(end, QLocale::ShortFormat)));
        m_end.start(int(std::min<qint64>(until - now + 500, 24 * hour)));
    }
}

void MuteRow::toggled(bool on)
{
    if (m_refreshing)
        return;
    if (on) {
        m_ui.session->setMuted(m_chat, 0);
        return;
    }
    refresh(); // stays on until a time is chosen
    auto *menu = new PopupMenu(m_ui, this);
    const auto add = [&](const QString &text, qint64 ms) {
        menu->addItem({}, text,
            [this, ms] { m_ui.session->setMuted(m_chat, ms == always ? always : m_ui.now() + ms); });
    };
    add(tr("Mute for 1 hour"), hour);
    add(tr("Mute for 8 hours"), 8 * hour);
    add(tr("Mute for 1 week"), 7 * 24 * hour);
    add(tr("Mute always"), always);
    menu->popupOnce(toggle()->mapToGlobal(QPoint(0, toggle()->height())));
}

} // namespace confab
