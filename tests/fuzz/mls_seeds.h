#pragma once

#include <QByteArray>
#include <vector>

struct CorpusSeed {
    const char *target;
    const char *name;
    QByteArray bytes;
};
//! One input a shape for the MLS targets.
std::vector<CorpusSeed> mlsSeeds();
