#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

class Button;
class LabeledField;
class TextArea;

//! Title and description of a group, edited in place.
class GroupEditor : public QWidget {
    Q_OBJECT
public:
    explicit GroupEditor(const UiContext &context, QWidget *parent = nullptr);
    void begin(const QString &title, const QString &about);

signals:
    void saved(const QString &title, const QString &about);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void save();

    LabeledField *m_title;
    TextArea *m_about;
    Button *m_save;
};

} // namespace confab
