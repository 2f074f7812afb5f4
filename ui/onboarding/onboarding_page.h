#pragma once

#include "ui/common/front_page.h"

class QBoxLayout;

namespace confab {

class LinkPanel;
class Onboarding;
class RegisterForm;

//! The first page of a computer without an account: create one, or link this computer to one that exists. Two
//! columns, one below 760 px.
class OnboardingPage : public FrontPage {
    Q_OBJECT
public:
    //! `server`: an address to begin with, e.g. from the command line.
    OnboardingPage(const UiContext &context, Onboarding *onboarding, const QString &server = {},
        QWidget *parent = nullptr);

signals:
    void done(); //!< the profile folder now holds an account: open the session

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    QBoxLayout *m_columns;
    RegisterForm *m_form;
    LinkPanel *m_link;
    QWidget *m_divider;
};

} // namespace confab
