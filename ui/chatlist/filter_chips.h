#pragma once

#include "ui/chatlist/chat_list_model.h"
#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

//! All, Unread, Groups, Archived: one is on. Each is a radio button to the keyboard and to screen readers.
class FilterChips : public QWidget {
    Q_OBJECT
public:
    explicit FilterChips(const UiContext &context, QWidget *parent = nullptr);
    void setCounts(const ChatListModel::Counts &counts);
    void setFilter(ChatListFilter filter);

signals:
    void filterChosen(confab::ChatListFilter filter);

private:
    class Chip *m_chips[4];
};

} // namespace confab
