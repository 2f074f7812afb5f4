#include "core/profile/profile_rotation.h"

#include "core/profile/gate_errors.h"
#include "core/profile/profile_files.h"
#include "core/profile/staging.h"

namespace confab::profile {

namespace {

//! The database of the account's keys, or the newest of its copies that can be read.
GateResult<Done> stageIdentity(const Source &source, WorkMeter &meter)
{
    QList<QLatin1String> names {identity};
    std::copy(identityCopies.begin(), identityCopies.end(), std::back_inserter(names));
    CopyError why = CopyError::Damaged;
    bool any = false;
    for (const QLatin1String name : std::as_const(names)) {
        const QString path = pathOf(source.folder, name);
        if (databaseFormOf(path) == DatabaseForm::Absent)
            continue;
        any = true;
        const auto staged = stageDatabase(source, path, identity, meter);
        if (staged)
            return stageIdentityCopy(source);
        why = staged.error();
        if (why != CopyError::Damaged)
            break;
    }
    return any ? GateResult<Done>(Failure {toGateError(why)}) : Done {};
}

GateResult<Done> stageAll(const Source &source, WorkMeter &meter)
{
    if (auto staged = stageIdentity(source, meter); !staged)
        return staged;
    return stageMessages(source, meter);
}

} // namespace

GateResult<Done> rotateProfile(const Rotation &rotation, const WorkWatch &watch)
{
    const auto lock = lockDatabases(rotation.folder);
    if (!lock)
        return Failure {lock.error()};

    discardStaged(rotation.folder);
    const auto cipher = CipherVfs::create(rotation.from);
    if (!cipher)
        return Failure {gateError(GateError::Kind::Io)};
    WorkMeter meter(watch);
    const Source source {rotation.folder, cipher.get(), rotation.to};
    if (const auto staged = stageAll(source, meter); !staged) {
        discardStaged(rotation.folder);
        return staged;
    }
    auto committed = commitStaged(source, rotation.commit, meter);
    if (!committed && committed.error().kind == GateError::Kind::Cancelled)
        discardStaged(rotation.folder);
    return committed;
}

} // namespace confab::profile
