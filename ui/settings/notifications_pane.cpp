#include "ui/settings/notifications_pane.h"

#include "ui/common/labels.h"
#include "ui/common/option_row.h"
#include "ui/common/choice_row.h"

#include <QVBoxLayout>

namespace confab {

NotificationsPane::NotificationsPane(const UiContext &context, QWidget *parent)
    : SettingsPane(context, tr("Notifications"), parent)
{
    using Detail = UiSettings::NotificationDetail;
    m_on = addOption(tr("Show notifications"), tr("For new messages in chats that are not muted."),
        &UiSettings::setNotifications);
    m_sound = addOption(tr("Play a sound"), {}, &UiSettings::setNotificationSound);
    addSection(tr("What a notification says"));
    auto *group = new QWidget;
    auto *choices = new QVBoxLayout(group);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(0);
    const auto add = [&](const QString &text, const QString &example, Detail detail) {
        auto *row = new ChoiceRow(m_ui, text, example);
        choices->addWidget(row);
        m_details.append({row, detail});
        connect(
            row, &ChoiceRow::clicked, this, [this, detail] { m_ui.settings->setNotificationDetail(detail); });
    };
    add(tr("Name and text"), tr("Amina Diallo: See you at the bridge"), Detail::NameAndText);
    add(tr("Name only"), tr("Amina Diallo: New message"), Detail::NameOnly);
    add(tr("Nothing"), tr("New message"), Detail::Nothing);
    column()->addWidget(group);
    addSection(tr("Window"));
    m_badge = addOption(tr("Count muted chats"),
        tr("The number at the icon includes what is unread in muted chats."),
        &UiSettings::setBadgeCountsMuted);
    m_tray = addOption(tr("Keep running when the window is closed"),
        tr("Messages keep arriving. Needs a tray; without one, closing the window quits."),
        &UiSettings::setCloseToTray);
    refresh();
    connect(m_ui.settings, &UiSettings::changed, this, &NotificationsPane::refresh);
}

OptionRow *NotificationsPane::addOption(
    const QString &title, const QString &effect, void (UiSettings::*set)(bool))
{
    auto *row = new OptionRow(m_ui, {}, title);
    row->setDescription(effect);
    row->setHorizontalPadding(0);
    connect(row->addSwitch(), &Switch::clicked, this, [this, set](bool on) { (m_ui.settings->*set)(on); });
    addRow(row);
    return row;
}

void NotificationsPane::refresh()
{
    const auto &settings = *m_ui.settings;
    m_on->toggle()->setChecked(settings.notifications());
    m_sound->toggle()->setChecked(settings.notificationSound());
    m_sound->toggle()->setEnabled(settings.notifications());
    m_badge->toggle()->setChecked(settings.badgeCountsMuted());
    m_tray->toggle()->setChecked(settings.closeToTray());
    for (const auto &[row, detail] : m_details) {
        row->setChecked(detail == settings.notificationDetail());
        row->setEnabled(settings.notifications());
    }
}

} // namespace confab
