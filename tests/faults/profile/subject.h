#pragma once

#include "core/crypto/primitives.h"
#include "core/profile/work_watch.h"
#include "core/store/values.h"

#include <QString>
#include <QStringList>

//! The profile that is moved, or gets another key, while it is killed: made once, copied for every round, and compared.
namespace confab::tests {

enum class Act { Move, Rotate, Mend };

struct SubjectPlan {
    int chats = 5;
    int messages = 60; //!< a chat
    quint32 seed = 1;
};

//! What the one who is killed does: the same calls as the gate's (core/profile/profile_folder.h), with a key that is kept
//! unprotected, so that no keyring and no Argon2id stand in the way.
[[nodiscard]] bool moveSubject(const QString &folder, const profile::WorkWatch &watch = {});
[[nodiscard]] bool rotateSubject(const QString &folder, const profile::WorkWatch &watch = {});
//! Opens the database of messages, which is damaged.
[[nodiscard]] bool mendSubject(const QString &folder);
[[nodiscard]] bool openSubject(const QString &folder);

class Subject {
public:
    //! Generates it in `folder`: for Move a plain profile, of which every second copy has its last writes in the log only, as
    //! after a crash; for Rotate a sealed one; for Mend a sealed one with a damaged block.
    Subject(QString folder, Act act, const SubjectPlan &plan);
    bool isReady() const { return m_ready; }

    //! A fresh copy, in a folder that is emptied first.
    bool copyTo(const QString &folder, int round) const;

    enum class Form { Old, New, Neither }; //!< a mended one is New
    //! Opens what is there as the program's next start would, and compares everything with what it was made as.
    Form look(const QString &folder, int round, QStringList &problems) const;

private:
    bool makePlain(const QString &folder);
    bool makeSealed(const QString &folder);
    bool makeUnfinished(const QString &folder);
    bool makeDamaged(const QString &folder);
    QByteArray expected(int round) const { return m_act == Act::Move && round % 2 ? m_unfinished : m_content; }
    QString source(int round) const;
    void checkFiles(const QString &folder, QStringList &problems) const;

    QString m_folder;
    Act m_act;
    SubjectPlan m_plan;
    Owner m_owner;
    SymmetricKey m_key; //!< databases' key before a rotation
    QByteArray m_content;
    QByteArray m_unfinished; //!< of the copy with a log
    bool m_ready = false;
};

} // namespace confab::tests
