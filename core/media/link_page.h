#pragma once

#include "core/protocol/content.h"

#include <QImage>
#include <QUrl>

namespace confab {

//! What a web page says of itself.
struct LinkPage {
    LinkPreview preview; //!< without its picture; no title: nothing to show
    QUrl picture;
};

//! From the start of a page's HTML: og:title, og:description, og:image, else <title> and the description. Bounded, total.
LinkPage readLinkPage(const QByteArray &html, const QUrl &url);
//! A picture's bytes as the small JPEG that travels in a message, at most 4 KiB; empty where it is none.
QByteArray linkPicture(const QByteArray &bytes);

} // namespace confab
