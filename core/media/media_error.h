#pragma once

#include "core/protocol/errors.h"

#include <QMetaType>
#include <QString>

namespace confab {

//! Why something about a file did not work: for code, and one translated sentence for people.
struct MediaError {
    ErrorCode code = ErrorCode::Internal;
    QString message;
    bool damaged = false; //!< what the server has is not what the message promised
};

} // namespace confab

Q_DECLARE_METATYPE(confab::MediaError)
