#pragma once

#include "core/protocol/ids.h"
#include "ui/common/ui_context.h"

#include <QScrollArea>

namespace confab {

class PersonChip;

//! The people chosen so far as chips in rows; pressing one takes it out again. At most three rows high, then
//! it scrolls.
class ChipBox : public QScrollArea {
    Q_OBJECT
public:
    explicit ChipBox(const UiContext &context, QWidget *parent = nullptr);
    void setUsers(const QList<UserId> &users);

signals:
    void removed(const confab::UserId &user);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange(bool toEnd);

    const UiContext m_ui;
    QWidget *m_page;
    QList<PersonChip *> m_chips;
};

} // namespace confab
