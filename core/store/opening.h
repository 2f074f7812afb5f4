#pragma once

#include "core/store/sql_connection.h"

namespace confab {

//! Opens for writing at the newest schema; makes the file where there is none. A newer file is refused before anything is
//! written to it.
Result<std::unique_ptr<SqlConnection>, StoreError> openCurrent(const DatabaseFile &file);

} // namespace confab
