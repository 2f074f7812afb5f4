#pragma once

#include "core/store/rows.h"
#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

class Button;
class Label;
class StateIcon;

//! A device of the account: name, last active, when it was linked, and "Log out".
class DeviceRow : public QWidget {
    Q_OBJECT
public:
    DeviceRow(const UiContext &context, const Device &device, QWidget *parent = nullptr);
    void setDevice(const Device &device);
    void setBusy(bool busy);
    void setError(const QString &sentence);
    QString name() const;

signals:
    void revokeRequested();

private:
    const UiContext m_ui;
    StateIcon *m_icon;
    Label *m_name;
    Label *m_detail;
    Label *m_error;
    Button *m_revoke;
};

} // namespace confab
