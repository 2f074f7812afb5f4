#pragma once

#include <QHostAddress>
#include <QUrl>

namespace confab {

//! An address of the public internet: not this computer, its network, or one of those that only routers know. What is
//! fetched because somebody wrote a link must not reach into private networks.
bool isPublicAddress(const QHostAddress &address);
//! The same at the standard port of the web, which is what a link may lead to.
bool isPublicWeb(const QUrl &url, const QHostAddress &address);

} // namespace confab
