#pragma once

#include "core/media/media_error.h"
#include "core/net/small_fetch.h"
#include "core/protocol/content.h"
#include "core/protocol/result.h"

#include <QThreadPool>

namespace confab {

//! What a link's page says of itself, with a tiny picture: at most 1 MiB of page and 1 MiB of picture, 5 s each, from
//! addresses that `allows` (SmallFetch). The picture is decoded in `pool`. `done` is called once, in any thread; not at
//! all where `network` or `pool` dies before.
void fetchLinkPreview(QNetworkAccessManager &network, QThreadPool &pool, const QString &url,
    std::function<bool(const QUrl &, const QHostAddress &)> allows, std::function<void(const Result<LinkPreview, MediaError> &)> done);

} // namespace confab
