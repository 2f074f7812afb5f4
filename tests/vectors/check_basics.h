#pragma once

#include "tests/vectors/entry.h"

namespace vectors {

void checkTreeMath(const QJsonObject &entry, Verdict &v);
void checkDeserialization(const QJsonObject &entry, Verdict &v);
void checkCryptoBasics(const QJsonObject &entry, Verdict &v);
void checkPskSecret(const QJsonObject &entry, Verdict &v);
void checkKeySchedule(const QJsonObject &entry, Verdict &v);
void checkTranscriptHashes(const QJsonObject &entry, Verdict &v);
void checkSecretTree(const QJsonObject &entry, Verdict &v);
void checkMessages(const QJsonObject &entry, Verdict &v);

} // namespace vectors
