#pragma once

#include "core/protocol/ids.h"
#include "ui/common/sheet.h"

namespace confab {

class Button;
class SearchField;

//! Where messages are forwarded to: up to ten chats, the busiest first, found by name.
class ForwardSheet : public Sheet {
    Q_OBJECT
public:
    static constexpr int most = 10;
    ForwardSheet(const UiContext &context, QWidget *over, const ChatId &from, const QList<Seq> &messages);
    void openSheet();

signals:
    void forwarded(const QList<confab::ChatId> &to);

private:
    void fill(const QString &search);
    void choose(const ChatId &chat, bool on);
    void send();

    ChatId m_from;
    QList<Seq> m_messages;
    SearchField *m_search;
    QWidget *m_rows;
    Button *m_send;
    QList<ChatId> m_chosen;
};

} // namespace confab
