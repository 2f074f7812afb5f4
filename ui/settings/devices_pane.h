#pragma once

#include "core/session/session.h"
#include "ui/settings/settings_pane.h"

namespace confab {

class Button;
class DeviceRow;

//! The account's devices, the current one on top; logging one out; linking another.
class DevicesPane : public SettingsPane {
    Q_OBJECT
public:
    explicit DevicesPane(const UiContext &context, QWidget *parent = nullptr);
    int count() const { return int(m_devices.size()); }
    void link(); //!< opens the sheet

signals:
    void countChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void read();
    void show(QList<Device> devices);
    void revoke(const DeviceId &device);

    QList<Device> m_devices;
    QMap<DeviceId, DeviceRow *> m_rows;
    QVBoxLayout *m_list;
    Label *m_state;
    Button *m_again;
    Button *m_link;
    Label *m_full;
};

} // namespace confab
