#include "ui/settings/devices_pane.h"

#include "core/protocol/limits.h"
#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/sheet.h"
#include "ui/settings/device_row.h"
#include "ui/settings/link_device_sheet.h"

#include <QVBoxLayout>

namespace confab {

DevicesPane::DevicesPane(const UiContext &context, QWidget *parent)
    : SettingsPane(context, tr("Devices"), parent)
{
    addText(tr("Each of them reads and writes as you. Log out what you no longer use: its connection ends at "
               "once."));
    column()->addSpacing(6);
    m_link = new Button(m_ui, Button::Kind::Primary, tr("Link a device"));
    m_link->setIconName(QStringLiteral("qr"));
    column()->addWidget(m_link, 0, Qt::AlignLeading);
    m_full = new Label(m_ui, TextRole::Small, Token::TextSecondary,
        tr("An account has at most %n device(s). Log one out first.", nullptr, limits::devicesPerUser));
    m_full->hide();
    column()->addWidget(m_full);
    column()->addSpacing(16);
    m_list = new QVBoxLayout;
    m_list->setSpacing(0);
    column()->addLayout(m_list);
    m_state = new Label(m_ui, TextRole::Small, Token::TextSecondary, tr("Loading…"));
    m_again = new Button(m_ui, Button::Kind::Secondary, tr("Try again"));
    m_again->hide();
    column()->addWidget(m_state);
    column()->addSpacing(8);
    column()->addWidget(m_again, 0, Qt::AlignLeading);
    connect(m_link, &Button::clicked, this, &DevicesPane::link);
    connect(m_again, &Button::clicked, this, &DevicesPane::read);
    connect(m_ui.session, &Session::changed, this, [this](const ChangeSet &changes) {
        if (changes.devices)
            read();
    });
    connect(m_ui.session, &Session::connectionChanged, this, [this](const ConnectionView &view) {
        if (view.phase == ConnectionPhase::Online)
            read();
    });
    read();
}

void DevicesPane::showEvent(QShowEvent *event)
{
    SettingsPane::showEvent(event);
    read(); // "last active" ages
}

void DevicesPane::link()
{
    if (m_link->isEnabled())
        (new LinkDeviceSheet(m_ui, this))->openSheet();
}

void DevicesPane::read()
{
    m_again->hide();
    whenDone(m_ui.session->devices(), this, [this](const Outcome<QList<Device>> &devices) {
        if (devices)
            return show(*devices);
        m_state->setText(devices.error().message);
        m_state->setColor(Token::Danger);
        m_state->show();
        m_again->show();
    });
}

void DevicesPane::show(QList<Device> devices)
{
    std::sort(devices.begin(), devices.end(), [](const Device &a, const Device &b) {
        return std::tuple(!a.current, !a.online, -a.seen, a.device)
            < std::tuple(!b.current, !b.online, -b.seen, b.device);
    });
    const bool counted = devices.size() != m_devices.size();
    m_devices = devices;
    m_state->hide();
    auto gone = m_rows;
    for (int i = 0; i < devices.size(); ++i) {
        const auto &device = devices[i];
        auto *&row = m_rows[device.device];
        if (row) {
            row->setDevice(device);
            m_list->removeWidget(row);
        } else {
            row = new DeviceRow(m_ui, device);
            connect(row, &DeviceRow::revokeRequested, this, [this, id = device.device] { revoke(id); });
        }
        m_list->insertWidget(i, row);
        gone.remove(device.device);
    }
    for (auto it = gone.cbegin(); it != gone.cend(); ++it) {
        m_rows.remove(it.key());
        it.value()->hide();
        it.value()->deleteLater();
    }
    const bool full = devices.size() >= limits::devicesPerUser;
    m_link->setEnabled(!full);
    m_full->setVisible(full);
    if (counted)
        emit countChanged();
}

void DevicesPane::revoke(const DeviceId &device)
{
    auto *row = m_rows.value(device);
    if (!row)
        return;
    askSheet(m_ui, this, tr("Log out %1?").arg(isolated(row->name())),
        tr("It loses access to your account at once. What it has stored stays on it."), tr("Log out"), true,
        [this, device] {
            if (auto *asked = m_rows.value(device)) {
                asked->setBusy(true);
                asked->setError({});
            }
            whenDone(m_ui.session->revokeDevice(device), this, [this, device](const Outcome<Done> &outcome) {
                auto *now = m_rows.value(device);
                if (!now)
                    return;
                now->setBusy(false);
                if (outcome)
                    read();
                else
                    now->setError(outcome.error().message);
            });
        });
}

} // namespace confab
