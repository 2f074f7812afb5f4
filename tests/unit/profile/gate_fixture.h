#pragma once

#include "core/profile/folder_gate.h"
#include "core/profile/profile_files.h"
#include "tests/support/fake_keyring.h"

#include <QFile>
#include <QTemporaryDir>
#include <QSignalSpy>
#include <QTest>

namespace confab::tests {

using test::FakeKeyring;

//! The least that Argon2id takes, and a patience that a test can wait for.
inline GateOptions quickOptions()
{
    using namespace std::chrono_literals;
    return {{200ms, 200ms, 400ms}, {1, 8 * 1024}};
}

//! A folder, and the login whose keyring all its gates share.
class GateFixture {
public:
    std::unique_ptr<FolderGate> gate() const
    {
        return std::make_unique<FolderGate>(folder(), std::make_unique<FakeKeyring>(login), quickOptions());
    }
    QString folder() const { return m_dir.filePath(QStringLiteral("profile")); }
    QString path(QLatin1String name) const { return profile::pathOf(folder(), name); }

    FakeKeyring::LoginPtr login = std::make_shared<FakeKeyring::Login>();

private:
    QTemporaryDir m_dir;
};

//! The answer, while the event loop runs; what hangs shows as a failure of the test that looks at it.
template <typename T>
T waitFor(const QFuture<T> &future, int ms = 5'000)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, ms) || future.resultCount() == 0)
        qFatal("a question to the gate was never answered");
    return future.result();
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! What a failure is, or -1.
template <typename T>
int kindOf(const GateResult<T> &result)
{
    return result ? -1 : int(result.error().kind);
}

} // namespace confab::tests
