#include "core/crypto/key_file.h"

#include "core/protocol/codec.h"
#include "core/protocol/derive.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace confab {

namespace {

constexpr char magic[] = "confab-keys-1\n";
constexpr qsizetype magicSize = sizeof magic - 1;
constexpr qsizetype hashSize = PublicKey::size;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

struct KeyFileBody {
    QByteArray aik;
    QByteArray deviceSeed;
    UserId user;
    DeviceRecord device;
    QString server;
    QString username;
    QString name;
    bool registered = false;
    CONFAB_FIELDS(v("aik", s.aik, Seed::size, Seed::size); v("device_seed", s.deviceSeed, Seed::size, Seed::size);
                  v("user", s.user); v("device", s.device); v("server", s.server, 512);
                  v("username", s.username, limits::usernameMax); v("name", s.name, limits::displayName);
                  v("registered", s.registered);)
};

} // namespace

QByteArray keyFileOf(const AccountKeys &keys)
{
    KeyFileBody body {keys.aikSeed.view().toByteArray(), keys.deviceSeed.view().toByteArray(), keys.user, keys.device,
        keys.server, keys.username, keys.name, keys.registered};
    const WipedOnExit wipeAik(body.aik);
    const WipedOnExit wipeDevice(body.deviceSeed);
    QByteArray encoded = encodeValue(ValueWriter::write(body), Encoding::Cbor);
    const WipedOnExit wipeEncoded(encoded);
    QByteArray file;
    file.reserve(magicSize + encoded.size() + hashSize); // no reallocation leaves a copy behind
    file.append(magic, magicSize).append(encoded);
    return file.append(sha256(file).toBytes());
}

Result<AccountKeysPtr, const char *> parseKeyFile(QByteArrayView bytes)
{
    if (bytes.size() > keyFileMax || bytes.size() < magicSize + hashSize)
        return Failure {static_cast<const char *>("size")};
    if (!bytes.startsWith(QByteArrayView(magic, magicSize)))
        return Failure {static_cast<const char *>("format")};
    if (sha256(bytes.chopped(hashSize)).toBytes() != bytes.last(hashSize))
        return Failure {static_cast<const char *>("checksum")};
    const auto value = decodeValue(bytes.sliced(magicSize).chopped(hashSize), Encoding::Cbor, keyFileMax);
    if (!value)
        return Failure {static_cast<const char *>("content")};
    auto body = bodyAs<KeyFileBody>(*value, Encoding::Cbor);
    if (!body)
        return Failure {static_cast<const char *>("fields")};
    const WipedOnExit wipeAik(body->aik);
    const WipedOnExit wipeDevice(body->deviceSeed);

    auto keys = std::make_shared<AccountKeys>(AccountKeys {*Seed::fromBytes(body->aik), *Seed::fromBytes(body->deviceSeed),
        body->user, body->device, body->server, body->username, body->name, body->registered});
    if (!verifyDevice(publicKeyOf(keys->aikSeed), keys->user, keys->device) || publicKeyOf(keys->deviceSeed) != keys->device.key)
        return Failure {static_cast<const char *>("keys that do not belong together")};
    return AccountKeysPtr(std::move(keys));
}

bool makePrivateFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return true;
    return QDir().mkpath(folder) && ::chmod(QFile::encodeName(folder).constData(), S_IRWXU) == 0;
}

void restrictToOwner(QFile &file)
{
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther
        | QFileDevice::WriteOther | QFileDevice::ExeOther;
    if (file.permissions() & others)
        file.setPermissions(ownerOnly);
}

void syncFolder(const QString &folder)
{
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    ::fsync(fd);
    ::close(fd);
}

namespace {

bool writeAndSync(const QByteArray &path, QByteArrayView bytes)
{
    const int fd = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return false;
    bool good = true;
    while (good && !bytes.isEmpty()) {
        const auto n = ::write(fd, bytes.data(), std::size_t(bytes.size()));
        if (n > 0)
            bytes = bytes.sliced(n);
        else
            good = n < 0 && errno == EINTR;
    }
    good = good && ::fsync(fd) == 0;
    return ::close(fd) == 0 && good;
}

//! Puts a file under a name that must be free: the check and the act are one step of the file system.
bool placeNew(const QByteArray &from, const QByteArray &to)
{
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) == 0)
        return true;
    // Not every file system knows that flag; those that do not know hard links either are not fit for keys.
    return (errno == EINVAL || errno == ENOSYS) && ::link(from.constData(), to.constData()) == 0;
}

} // namespace

WriteOutcome writePrivateFile(const QString &path, QByteArrayView bytes, bool replace)
{
    const QByteArray final = QFile::encodeName(path);
    const QByteArray temporary = final + ".tmp-" + randomBytes(6).toHex();
    if (!writeAndSync(temporary, bytes)) {
        ::unlink(temporary.constData());
        return WriteOutcome::Failed;
    }
    const bool placed = replace ? ::rename(temporary.constData(), final.constData()) == 0 : placeNew(temporary, final);
    const bool exists = !placed && errno == EEXIST;
    ::unlink(temporary.constData()); // nothing is there where it was renamed
    if (!placed)
        return exists ? WriteOutcome::Exists : WriteOutcome::Failed;
    syncFolder(QFileInfo(path).absolutePath());
    return WriteOutcome::Written;
}

} // namespace confab
