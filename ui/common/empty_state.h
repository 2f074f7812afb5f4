#pragma once

#include "ui/common/ui_context.h"
#include "ui/theme/palette.h"

#include <QWidget>

namespace confab {

//! One illustration, one title, one sentence, at most one action: for a list or pane that has nothing to show.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    enum class Picture { Bubbles, Search, People, Offline };
    EmptyState(const UiContext &context, Picture picture, Token ground, QWidget *parent = nullptr);

    void setPicture(Picture picture);
    void setTexts(const QString &title, const QString &sentence);
    void setAction(const QString &text, const QString &icon = {}, bool primary = true); //!< empty: none

signals:
    void triggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    Token m_ground;
    class Illustration *m_picture;
    class Label *m_title;
    class Label *m_text;
    class Button *m_action;
};

} // namespace confab
