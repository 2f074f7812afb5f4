#pragma once

#include "core/session/session.h"
#include "ui/common/ui_context.h"
#include "ui/contacts/people_index.h"
#include "ui/contacts/user_search.h"

#include <QSet>
#include <QWidget>

class QScrollArea;

namespace confab {

class ChipBox;
class FoundCard;
class Label;
class PersonList;
class SearchField;

//! Picks people for a group: those one knows by search and check mark, others by exact user name; the chosen
//! ones stand above as chips. Backspace in the empty search takes the last one out.
class MemberPicker : public QWidget {
    Q_OBJECT
public:
    //! `present`: shown, but cannot be chosen. `room`: how many may be chosen at most.
    MemberPicker(const UiContext &context, const QSet<UserId> &present, int room, QWidget *parent = nullptr);

    QList<UserId> chosen() const { return m_chosen; }
    SearchField *field() const { return m_field; }
    void setAvailableHeight(int px); //!< for all of it; the list takes what chips and notes leave

signals:
    void changed();
    void submitted(); //!< Enter while nothing is typed
    void escaped(); //!< Esc while nothing is typed

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter();
    void fit();
    void toggle(const UserId &user);
    void enter();

    const UiContext m_ui;
    QSet<UserId> m_present;
    int m_room;
    int m_available = 400;
    QList<UserId> m_chosen;
    PeopleIndex m_people;
    UserSearch m_search;
    SearchField *m_field;
    ChipBox *m_chips;
    QScrollArea *m_area;
    PersonList *m_list;
    FoundCard *m_found;
    Label *m_note;
};

} // namespace confab
