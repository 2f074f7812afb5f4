#pragma once

#include "tests/unit/mls/insider.h"

#include <QTest>
#include <functional>

//! One row of a table of rules: a message that breaks the rule and nothing else, and the words it is refused with.
namespace mlstest {

//! The group every row starts from: four members who send in the clear. The first is the one who refuses, the second
//! breaks the rules.
struct Scene {
    std::vector<Person> people;
    Person newcomer {"newcomer"};

    explicit Scene(Extensions extensions = {})
        : people(groupOf(4, config(false), std::move(extensions)))
    {
    }
    Group &receiver() { return *people[0].group; }
    Insider insider() const { return Insider(people[1]); }
    LeafIndex leafOf(int i) const { return people[size_t(i)].group->self(); }
};

using Attack = std::function<Message(Scene &)>;

} // namespace mlstest

// Before anything asks for them: what a column holds.
Q_DECLARE_METATYPE(mlstest::Attack)
Q_DECLARE_METATYPE(confab::mls::ErrorKind)

namespace mlstest {

inline void addAttackColumns()
{
    QTest::addColumn<Attack>("attack");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QByteArray>("words");
}

//! `rule`: section and rule, the row's name.
inline void breaks(const char *rule, ErrorKind kind, const char *words, Attack attack)
{
    QTest::newRow(rule) << attack << kind << QByteArray(words);
}

//! The receiver refuses for that reason, and its stored form is the same to the byte.
inline void refuses(Group &group, const Message &message, ErrorKind kind, const QByteArray &words)
{
    const QByteArray before = group.serialise().view().toByteArray();
    const auto result = group.process(message, {}, now);
    QVERIFY2(!result, "accepted");
    QCOMPARE(QByteArray(result.error().what.data(), qsizetype(result.error().what.size())), words);
    QCOMPARE(result.error().kind, kind);
    QVERIFY(group.serialise().view().toByteArray() == before);
}

inline void runAttack(Extensions extensions = {})
{
    QFETCH(Attack, attack);
    QFETCH(ErrorKind, kind);
    QFETCH(QByteArray, words);
    Scene scene(std::move(extensions));
    const Message message = attack(scene);
    // As it would come over the wire.
    const auto read = decode<Message>(encode(message));
    QVERIFY(read);
    refuses(scene.receiver(), *read, kind, words);
    if (QTest::currentTestFailed())
        return;
    // The group goes on: an honest commit is followed.
    auto honest = scene.people[2].group->commit({}, {}, now);
    QVERIFY(honest);
    QVERIFY(scene.receiver().process(honest->commit, {}, now));
}

} // namespace mlstest
