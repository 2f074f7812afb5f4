#pragma once

#include "core/session/session.h"
#include "ui/settings/settings_pane.h"

#include <QTimer>

namespace confab {

class AvatarEditor;
class LabeledField;
class OptionRow;
class TextArea;

//! Name and description, saved a moment after the last key. What the server refuses stays in the field with
//! the reason.
class ProfilePane : public SettingsPane {
    Q_OBJECT
public:
    explicit ProfilePane(const UiContext &context, QWidget *parent = nullptr);

private:
    void refresh();
    void edited();
    void save();

    void setPicture(const QByteArray &jpeg);

    AvatarEditor *m_avatar;
    Label *m_pictureNote;
    LabeledField *m_name;
    TextArea *m_about;
    QTimer m_settle;
    bool m_dirty = false; //!< the fields hold what the server does not have yet
    int m_run = 0;
};

} // namespace confab
