#include "ui/settings/device_row.h"

#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/presence_text.h"
#include "ui/common/state_icon.h"

#include <QDateTime>
#include <QLocale>
#include <QVBoxLayout>

namespace confab {

DeviceRow::DeviceRow(const UiContext &context, const Device &device, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 12, 0, 12);
    row->setSpacing(14);
    m_icon = new StateIcon(context, 40);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    m_name = new Label(context, TextRole::BodyMedium, Token::TextPrimary);
    m_name->setElided(true);
    m_detail = new Label(context, TextRole::Small, Token::TextSecondary);
    m_error = new Label(context, TextRole::Small, Token::Danger);
    m_error->hide();
    column->addWidget(m_name);
    column->addWidget(m_detail);
    column->addWidget(m_error);
    row->addLayout(column, 1);
    m_revoke = new Button(context, Button::Kind::Danger, tr("Log out"));
    row->addWidget(m_revoke, 0, Qt::AlignVCenter);
    connect(m_revoke, &Button::clicked, this, &DeviceRow::revokeRequested);
    setDevice(device);
}

QString DeviceRow::name() const { return m_name->text(); }

void DeviceRow::setDevice(const Device &device)
{
    const auto name = oneLine(device.name, 80);
    m_name->setText(name.isEmpty() ? tr("Unnamed device") : name);
    const auto active =
        device.current ? tr("This device") : lastActiveText(device.seen, device.online, m_ui.now());
    QStringList parts{active};
    if (device.created > 0) {
        parts.append(tr("linked on %1")
                         .arg(QLocale().toString(
                             QDateTime::fromMSecsSinceEpoch(device.created).date(), QLocale::ShortFormat)));
    }
    m_detail->setText(parts.join(QStringLiteral(" · ")));
    m_detail->setColor(device.current || device.online ? Token::Online : Token::TextSecondary);
    if (!device.verified) {
        m_icon->setIcon(QStringLiteral("alert"), Token::Danger);
        m_error->setText(tr("Not certified by your account key. If you do not know it, log it out."));
        m_error->show();
    } else {
        m_icon->setIcon(QStringLiteral("monitor"), device.current ? Token::AccentText : Token::Icon);
    }
    m_revoke->setVisible(!device.current);
    m_revoke->setAccessibleName(tr("Log out %1").arg(isolated(m_name->text())));
}

void DeviceRow::setBusy(bool busy)
{
    m_revoke->setBusy(busy);
    m_revoke->setText(busy ? tr("Logging out…") : tr("Log out"));
}

void DeviceRow::setError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        announce(this, sentence);
}

} // namespace confab
