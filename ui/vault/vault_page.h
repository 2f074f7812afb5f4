#pragma once

#include "ui/common/front_page.h"

#include <QTimer>

class QVBoxLayout;

namespace confab {

class VaultFlow;
class VaultPanel;

//! The window of a profile that is not open yet: follows a VaultFlow.
class VaultPage : public FrontPage {
    Q_OBJECT
public:
    //! `flow` outlives this.
    VaultPage(const UiContext &context, VaultFlow *flow, QWidget *parent = nullptr);

signals:
    void quitRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void follow();
    void showPanel();
    void arrange();

    VaultFlow *m_flow;
    QVBoxLayout *m_column;
    VaultPanel *m_panel = nullptr;
    int m_shown = -1; //!< the screen of m_panel
    QTimer m_workSoon; //!< what is quick does not flash by
};

} // namespace confab
