#pragma once

#include "ui/settings/settings_pane.h"

namespace confab {

class AboutPane : public SettingsPane {
    Q_OBJECT
public:
    explicit AboutPane(const UiContext &context, QWidget *parent = nullptr);
};

} // namespace confab
