#pragma once

#include "core/session/session.h"
#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

//! The info column of a person: picture, name, presence, user name, about, mute, groups in common, block.
//! Follows the session while shown.
class PersonInfo : public QWidget {
    Q_OBJECT
public:
    PersonInfo(const UiContext &context, const UserId &user, QWidget *parent = nullptr);
    ~PersonInfo() override;
    UserId user() const;

signals:
    void closeRequested();
    void mediaRequested(const confab::ChatId &chat);
    void viewerRequested(const confab::MediaItem &item);
    void chatRequested(const confab::ChatId &chat); //!< "Message", or a group in common

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab
