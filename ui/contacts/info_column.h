#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

class QBoxLayout;
class QScrollArea;
class QVBoxLayout;

namespace confab {

class AvatarView;
class IconButton;
class Label;

//! The frame of an info column: header of 56 with a close button, then picture, title and subtitle, then
//! blocks with a line above each; all but the header scrolls.
class InfoColumn : public QWidget {
    Q_OBJECT
public:
    InfoColumn(const UiContext &context, const QString &title, QWidget *parent = nullptr);

    QVBoxLayout *content() const { return m_content; } //!< below the subtitle
    QVBoxLayout *addBlock(); //!< starts with a line
    QWidget *addBlockWidget(QVBoxLayout **inside); //!< the same as a widget that can be hidden
    void addHeaderButton(IconButton *button);
    AvatarView *avatar() const { return m_avatar; }
    void setAvatarWidget(QWidget *widget); //!< in its place
    void setTexts(
        const QString &title, const QString &subtitle, bool lively = false); //!< lively: subtitle in green
    void setTitleShown(bool shown); //!< false while a field stands in its place
    QScrollArea *scroll() const { return m_scroll; }

signals:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const UiContext m_ui;
    QBoxLayout *m_header;
    QScrollArea *m_scroll;
    QVBoxLayout *m_content;
    QVBoxLayout *m_top;
    AvatarView *m_avatar;
    Label *m_title;
    Label *m_subtitle;
};

} // namespace confab
