#pragma once

#include "core/session/session.h"
#include "ui/common/sheet.h"

namespace confab {

class MessagePreview;

//! "Message info": who has read an own message, who has it, who has not. Follows the receipts while it is
//! open.
class MessageInfo : public Sheet {
    Q_OBJECT
public:
    MessageInfo(const UiContext &context, QWidget *over, const MessageRow &row);

private:
    void applyChanges(const ChangeSet &changes);
    void refresh();
    void fill(const QList<Receipt> &receipts);
    void say(const QString &sentence);
    QString timeOf(std::optional<qint64> at) const;

    MessageRow m_row;
    MessagePreview *m_preview;
    class Label *m_sent;
    QWidget *m_people;
    quint64 m_turn = 0;
};

} // namespace confab
