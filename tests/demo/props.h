#pragma once

#include "core/media/media_values.h"

#include <QByteArray>
#include <QJsonObject>
#include <QSize>
#include <optional>

namespace demo {

//! A painted picture as JPEG: "lanterns", "tiles", "harbour", "forest" or "blossom".
QByteArray paintedPicture(const QString &scene, const QSize &size);

//! What a message of the script carries, made on the spot: {"picture": scene, "size": [w, h]}, {"voice": seconds},
//! {"document": name}, {"video": seconds}. None: it cannot be made here (a video without ffmpeg).
std::optional<confab::OutgoingMedia> makeProp(const QJsonObject &prop);

} // namespace demo
