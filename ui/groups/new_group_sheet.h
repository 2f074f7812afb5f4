#pragma once

#include "core/session/session.h"
#include "ui/common/sheet.h"

namespace confab {

//! A new group in two steps: members, then title and description.
class NewGroupSheet : public Sheet {
    Q_OBJECT
public:
    NewGroupSheet(const UiContext &context, QWidget *over);
    ~NewGroupSheet() override;
    void openSheet();
    void reject() override; //!< asks first where something would be lost

signals:
    void chatReady(const confab::ChatId &chat); //!< the group exists; the sheet closes

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab
