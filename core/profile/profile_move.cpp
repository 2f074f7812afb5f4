#include "core/profile/profile_move.h"

#include "core/profile/gate_errors.h"
#include "core/profile/plain_files.h"
#include "core/profile/profile_files.h"
#include "core/profile/staging.h"

namespace confab::profile {

namespace {

GateResult<Done> stageAll(const Move &move, const Source &source, WorkMeter &meter)
{
    if (QFile::exists(pathOf(move.folder, plainKeys)))
        if (auto written = move.writeIdentity(stagedPathOf(move.folder, identity)); !written)
            return written;
    if (auto copied = stageIdentityCopy(source); !copied)
        return copied;
    return stageMessages(source, meter);
}

} // namespace

bool hasPlainFiles(const QString &folder)
{
    return !plainFiles(folder).isEmpty();
}

GateResult<Done> movePlainProfile(const Move &move, const WorkWatch &watch)
{
    const auto lock = lockDatabases(move.folder);
    if (!lock)
        return Failure {lock.error()};

    discardStaged(move.folder);
    WorkMeter meter(watch);
    const Source source {move.folder, nullptr, move.key};
    if (const auto staged = stageAll(move, source, meter); !staged) {
        discardStaged(move.folder);
        return staged;
    }
    const bool nothingToKeep = !QFile::exists(stagedPathOf(move.folder, identity)) && !QFile::exists(stagedPathOf(move.folder, messages));
    if (nothingToKeep && !wipePlainFiles(move.folder)) // remains of what was mended long ago
        return Failure {gateError(GateError::Kind::Io)};
    auto committed = commitStaged(source, move.commit, meter);
    if (!committed && committed.error().kind == GateError::Kind::Cancelled)
        discardStaged(move.folder);
    return committed;
}

} // namespace confab::profile
