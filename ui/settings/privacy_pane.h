#pragma once

#include "core/session/session.h"
#include "ui/settings/settings_pane.h"

namespace confab {

class OptionRow;

class PrivacyPane : public SettingsPane {
    Q_OBJECT
public:
    explicit PrivacyPane(const UiContext &context, QWidget *parent = nullptr);

private:
    OptionRow *addOption(const QString &title, const QString &effect, bool Privacy::*field);
    void refresh();
    void refreshBlocked();
    void apply(OptionRow *row, bool Privacy::*field, bool on);

    QList<std::pair<OptionRow *, bool Privacy::*>> m_options;
    QMap<UserId, OptionRow *> m_blocked;
    Label *m_nobodyBlocked;
    QVBoxLayout *m_blockedColumn;
};

} // namespace confab
