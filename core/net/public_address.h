#pragma once

#include <QHostAddress>

namespace confab {

//! An address of the public internet: not this computer, its network, or one of those that only routers know. What is
//! fetched because somebody wrote a link must not reach into private networks.
bool isPublicAddress(const QHostAddress &address);

} // namespace confab
