#pragma once

#include "core/protocol/ids.h"

//! The words of blob transfers over HTTP (protocol section 8), shared by both ends.
namespace confab::blobhttp {

inline constexpr char pathPrefix[] = "/v1/blobs/";
//! In the answers to PUT and to HEAD with a token: how many bytes the server has, which is where the next PUT begins.
inline constexpr char uploadOffset[] = "Upload-Offset";
inline constexpr char bearer[] = "Bearer ";

//! What a PUT should carry at most, bytes: `chunk` of `media.grant`. A PUT may carry more; what arrived of one that broke counts.
inline constexpr qint64 chunk = qint64(8) << 20;

//! /v1/blobs/BLOB
inline QByteArray pathOf(const BlobId &blob)
{
    return pathPrefix + blob.toText().toLatin1();
}
//! The value of `Authorization`.
inline QByteArray authorization(const QByteArray &token)
{
    return bearer + token.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}
//! The value of `Content-Range` of a PUT that carries `count` bytes from `offset` on, of `size` in all.
inline QByteArray contentRange(qint64 offset, qint64 count, qint64 size)
{
    return "bytes " + QByteArray::number(offset) + '-' + QByteArray::number(offset + count - 1) + '/' + QByteArray::number(size);
}

} // namespace confab::blobhttp
