#pragma once

#include <QList>
#include <QString>
#include <QUrl>
#include <optional>

namespace confab {

//! A link in a message's text.
struct Link {
    qsizetype start = 0; //!< UTF-16
    qsizetype length = 0;
    QUrl target; //!< http, https or mailto, nothing else
};

//! Finds web and mail addresses, with a scheme or plain ("example.org/x", "a@example.org"). Linear in the
//! text's length, at most 200 links a message.
QList<Link> findLinks(QStringView text);

//! The address as it will really be opened: the host in its ASCII form, so that a look-alike from another
//! script shows.
QString realTarget(const QUrl &url);

//! Whether `text`, as it is shown, names another host than the one it leads to, or the host mixes scripts.
bool isDeceptive(const Link &link, QStringView text);

} // namespace confab
