#include "ui/settings/about_pane.h"

#include "ui/common/labels.h"
#include "ui/common/logo.h"
#include "ui/common/option_row.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace confab {

AboutPane::AboutPane(const UiContext &context, QWidget *parent)
    : SettingsPane(context, tr("About Confab"), parent)
{
    column()->addWidget(new Logo(context, 78, Token::BgPanel), 0, Qt::AlignLeading);
    column()->addSpacing(14);
    const auto version = QCoreApplication::applicationVersion();
    column()->addWidget(new Label(context, TextRole::Header, Token::TextPrimary,
        version.isEmpty() ? QStringLiteral("Confab") : QStringLiteral("Confab %1").arg(version)));
    column()->addSpacing(4);
    addText(tr("Chat on the desktop, with a server that anyone can run."));
    const auto fact = [this](const QString &icon, const QString &title, const QString &text) {
        auto *row = new OptionRow(m_ui, icon, title);
        row->setDescription(text);
        row->setPlain(true);
        row->setHorizontalPadding(0);
        addRow(row);
    };
    fact(QStringLiteral("info"), tr("Free software"),
        tr("Under the MIT licence: use it, change it, pass it on."));
    fact(QStringLiteral("lock"), tr("Not end-to-end encrypted yet"),
        tr("This version protects messages on their way, but not from whoever runs the server."));
    fact(QStringLiteral("storage"), tr("Built with"),
        tr("Qt %1, SQLite, libsodium, libqrencode, OpenSSL, Boost").arg(QString::fromLatin1(qVersion())));
}

} // namespace confab
