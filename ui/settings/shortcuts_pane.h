#pragma once

#include "ui/settings/settings_pane.h"
#include "ui/settings/shortcut_info.h"

namespace confab {

class OptionRow;

class ShortcutsPane : public SettingsPane {
    Q_OBJECT
public:
    ShortcutsPane(const UiContext &context, const QList<ShortcutInfo> &shortcuts, QWidget *parent = nullptr);

private:
    OptionRow *m_enter;
};

} // namespace confab
