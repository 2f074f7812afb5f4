#pragma once

#include "ui/settings/settings_pane.h"

class QSlider;

namespace confab {

class AccentDot;
class OptionRow;
class TextPreview;
class ThemeCard;

class AppearancePane : public SettingsPane {
    Q_OBJECT
public:
    explicit AppearancePane(const UiContext &context, QWidget *parent = nullptr);

private:
    void addThemes();
    void addAccents();
    void addTextSize();
    void addOptions();
    void showScale(int percent);
    void applyScale();
    void refresh();

    QList<ThemeCard *> m_cards;
    QList<AccentDot *> m_accents;
    Label *m_percent = nullptr;
    QSlider *m_slider = nullptr;
    TextPreview *m_preview = nullptr;
    OptionRow *m_contrast = nullptr;
    OptionRow *m_motion = nullptr;
};

} // namespace confab
