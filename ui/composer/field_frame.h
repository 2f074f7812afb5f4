#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

//! The rounded ground of a MessageField, which itself paints only text.
class FieldFrame : public QWidget {
public:
    explicit FieldFrame(const UiContext &context, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
};

//! A MessageField in its frame that grows with its lines up to `mostLines`.
class CaptionField : public FieldFrame {
public:
    CaptionField(const UiContext &context, int mostLines, QWidget *parent = nullptr);
    class MessageField *field() const { return m_field; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    const UiContext m_ui;
    MessageField *m_field;
    int m_mostLines;
    bool m_arranging = false; //!< a scroll bar that comes changes the width, which changes the lines
};

} // namespace confab
