#pragma once

#include "ui/common/sheet.h"
#include "ui/composer/attach_item.h"
#include "ui/common/intake.h"

#include <memory>

namespace confab {

//! The dialog before files are sent: previews, order, quality, caption; what cannot be sent is said here, not after.
//! Knows nothing of the chat: `confirmed` hands over the messages, `closed` without it leaves everything as it was.
class AttachSheet : public Sheet {
    Q_OBJECT
public:
    //! `text`: typed so far, becomes the caption with its cursor.
    AttachSheet(const UiContext &context, QWidget *over, const QString &text, int cursor, const std::optional<Quote> &reply);
    ~AttachSheet() override;

    //! Looks at them in the thread pool and adds them. `asFiles`: nothing is to be compressed.
    void add(const Intake &intake, bool asFiles = false);
    void openSheet();

signals:
    void confirmed(const QList<confab::OutgoingMessage> &messages);

protected:
    bool event(QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab
