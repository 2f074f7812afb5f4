#pragma once

#include "core/media/media_values.h"
#include "ui/common/sheet.h"

namespace confab {

class Button;
class Label;
class OptionRow;

//! Which kinds of files to remove, of one chat or of all. Messages stay; what is removed can be fetched again.
class ClearStorageSheet : public Sheet {
    Q_OBJECT
public:
    //! `chat`: of all chats where it is null.
    ClearStorageSheet(const UiContext &context, QWidget *over, const ChatId &chat, const QString &name,
        const QList<StorageUse::Kind> &kinds);

signals:
    void cleared();

private:
    void refresh();
    void clear();

    ChatId m_chat;
    QList<StorageUse::Kind> m_kinds;
    QList<OptionRow *> m_rows;
    Label *m_note;
    Button *m_confirm;
    bool m_busy = false;
};

} // namespace confab
