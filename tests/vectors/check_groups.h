#pragma once

#include "tests/vectors/entry.h"

namespace vectors {

void checkMessageProtection(const QJsonObject &entry, Verdict &v);
void checkTreeOperations(const QJsonObject &entry, Verdict &v);
void checkTreeValidation(const QJsonObject &entry, Verdict &v);
void checkTreeKem(const QJsonObject &entry, Verdict &v);
void checkWelcome(const QJsonObject &entry, Verdict &v);
void checkPassiveClient(const QJsonObject &entry, Verdict &v);

} // namespace vectors
