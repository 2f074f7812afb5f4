#include "ui/vault/passphrase_sheet.h"

#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/vault/new_passphrase.h"
#include "ui/vault/notice_strip.h"
#include "ui/vault/vault_texts.h"
#include "ui/vault/work_bar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace confab {

PassphraseSheet::PassphraseSheet(const UiContext &context, QWidget *over, const QString &title, Ask ask)
    : Sheet(context, over, title, Width::Wide)
    , m_ask(std::move(ask))
    , m_passphrase(new NewPassphrase(context))
    , m_notice(new NoticeStrip(context, {}, this))
    , m_bar(new WorkBar(context, this))
    , m_save(new Button(context, Button::Kind::Primary, tr("Set the passphrase")))
{
    body()->setSpacing(10);
    body()->addWidget(m_notice);
    body()->addWidget(m_passphrase);
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    body()->addWidget(m_bar);
    auto *cancel = new Button(context, Button::Kind::Secondary, tr("Cancel"));
    footer()->addStretch(1);
    footer()->addWidget(cancel);
    footer()->addWidget(m_save);
    connect(cancel, &Button::clicked, this, &PassphraseSheet::reject);
    connect(m_save, &Button::clicked, this, &PassphraseSheet::submit);
    connect(m_passphrase, &NewPassphrase::submitted, this, &PassphraseSheet::submit);
}

void PassphraseSheet::openSheet()
{
    open(m_passphrase);
    m_passphrase->focusFirst();
}

void PassphraseSheet::reject()
{
    if (!m_busy)
        closeSheet();
}

void PassphraseSheet::submit()
{
    if (m_busy)
        return;
    const auto passphrase = m_passphrase->read();
    if (!passphrase)
        return;
    m_busy = true;
    m_save->setBusy(true);
    m_passphrase->setEnabled(false);
    m_notice->setText({});
    m_bar->show();
    whenDone(m_ask(*passphrase), this, [this](const GateResult<Done> &answer) {
        m_busy = false;
        m_save->setBusy(false);
        m_passphrase->setEnabled(true);
        m_bar->hide();
        if (answer) {
            m_passphrase->wipe();
            emit changed();
            return closeSheet();
        }
        m_notice->setText(choiceNotice({}, answer.error()));
        announce(this, m_notice->text());
    });
}

} // namespace confab
