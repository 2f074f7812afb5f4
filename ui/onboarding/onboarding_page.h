#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

class QBoxLayout;
class QScrollArea;

namespace confab {

class LinkPanel;
class Onboarding;
class RegisterForm;

//! The first page of a computer without an account: create one, or link this computer to one that exists. Two
//! columns, one below 760 px.
class OnboardingPage : public QWidget {
    Q_OBJECT
public:
    //! `server`: an address to begin with, e.g. from the command line.
    OnboardingPage(const UiContext &context, Onboarding *onboarding, const QString &server = {},
        QWidget *parent = nullptr);

signals:
    void done(); //!< the profile folder now holds an account: open the session

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    const UiContext m_ui;
    QScrollArea *m_scroll;
    QWidget *m_card;
    QBoxLayout *m_columns;
    RegisterForm *m_form;
    LinkPanel *m_link;
    QWidget *m_divider;
};

} // namespace confab
