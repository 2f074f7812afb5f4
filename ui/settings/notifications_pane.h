#pragma once

#include "ui/common/settings.h"
#include "ui/settings/settings_pane.h"

namespace confab {

class ChoiceRow;
class OptionRow;

class NotificationsPane : public SettingsPane {
    Q_OBJECT
public:
    explicit NotificationsPane(const UiContext &context, QWidget *parent = nullptr);

private:
    OptionRow *addOption(const QString &title, const QString &effect, void (UiSettings::*set)(bool));
    void refresh();

    OptionRow *m_on;
    OptionRow *m_sound;
    OptionRow *m_badge;
    OptionRow *m_tray;
    QList<std::pair<ChoiceRow *, UiSettings::NotificationDetail>> m_details;
};

} // namespace confab
