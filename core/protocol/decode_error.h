#pragma once

#include <QString>

namespace confab {

//! Why bytes are no frame. `tooBig` asks for close 1009, anything else for 4002.
struct DecodeError {
    bool tooBig = false;
    QString reason; //!< without content of the frame
};

} // namespace confab
