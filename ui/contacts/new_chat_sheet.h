#pragma once

#include "core/session/session.h"
#include "ui/common/sheet.h"

namespace confab {

//! "New chat": people one already knows, filtered as one types, and anyone else by exact user name.
class NewChatSheet : public Sheet {
    Q_OBJECT
public:
    NewChatSheet(const UiContext &context, QWidget *over);
    ~NewChatSheet() override;
    void openSheet(); //!< with the focus in the search field

signals:
    void chatReady(const confab::ChatId &chat); //!< opened or made; the sheet closes
    void groupRequested(); //!< "New group"; the sheet closes

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab
