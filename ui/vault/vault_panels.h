#pragma once

#include "ui/vault/vault_flow.h"
#include "ui/common/ui_context.h"

#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace confab {

class ActionRow;
class Button;
class ChoiceCard;
class Label;
class NewPassphrase;
class NoticeStrip;
class PassphraseField;
class VaultPicture;
class WorkBar;

//! What lies on the vault's card: one panel for each VaultFlow::Screen. Made when its screen comes, deleted when it goes,
//! so that nothing typed outlives it.
class VaultPanel : public QWidget {
    Q_OBJECT
public:
    VaultPanel(const UiContext &context, VaultFlow *flow, QWidget *parent);
    virtual void refresh() = 0; //!< the view changed, the screen did not
    virtual void takeFocus() = 0;
    virtual QString title() const = 0; //!< for whoever cannot see it

signals:
    void quitRequested();

protected:
    QVBoxLayout *column() const { return m_column; }
    Label *addCentred(Label *label);
    Button *addAction(ActionRow *row, VaultFlow::Action action);
    void askToStartOver(); //!< twice

    const UiContext m_ui;
    VaultFlow *m_flow;

private:
    QVBoxLayout *m_column;
};

//! Something is under way.
class WorkPanel : public VaultPanel {
    Q_OBJECT
public:
    WorkPanel(const UiContext &context, VaultFlow *flow, QWidget *parent);
    void refresh() override;
    void takeFocus() override;
    QString title() const override;

private:
    VaultPicture *m_picture;
    Label *m_title;
    Label *m_text;
    Label *m_detail;
    WorkBar *m_bar;
    Button *m_passphrase;
    Button *m_cancel;
};

//! How is the key to be kept?
class ProtectPanel : public VaultPanel {
    Q_OBJECT
public:
    ProtectPanel(const UiContext &context, VaultFlow *flow, QWidget *parent);
    void refresh() override;
    void takeFocus() override;
    QString title() const override;

private:
    enum Way { Keyring, Passphrase, Unprotected };
    void add(Way way, ChoiceCard *card);
    void chosen();
    void submit();

    Label *m_title;
    Label *m_text;
    NoticeStrip *m_notice;
    QButtonGroup *m_ways;
    NewPassphrase *m_passphrase;
    Button *m_continue;
    Button *m_quit;
};

//! The passphrase, please.
class UnlockPanel : public VaultPanel {
    Q_OBJECT
public:
    UnlockPanel(const UiContext &context, VaultFlow *flow, QWidget *parent);
    void refresh() override;
    void takeFocus() override;
    QString title() const override;

private:
    void submit();

    Label *m_title;
    PassphraseField *m_field;
    WorkBar *m_bar;
    Button *m_unlock;
    Button *m_keyring;
    Button *m_forgotten;
    Button *m_cancel;
    bool m_checking = false;
};

//! What went wrong, and what can be done.
class TroublePanel : public VaultPanel {
    Q_OBJECT
public:
    TroublePanel(const UiContext &context, VaultFlow *flow, QWidget *parent);
    void refresh() override;
    void takeFocus() override;
    QString title() const override;

private:
    Label *m_title;
    ActionRow *m_actions;
    QList<Button *> m_buttons;
};

//! The old profile was moved aside.
class AsidePanel : public VaultPanel {
    Q_OBJECT
public:
    AsidePanel(const UiContext &context, VaultFlow *flow, QWidget *parent);
    void refresh() override { }
    void takeFocus() override;
    QString title() const override;

private:
    Label *m_title;
    Button *m_continue;
};

} // namespace confab
