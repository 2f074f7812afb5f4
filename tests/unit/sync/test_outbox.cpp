#include "tests/unit/sync/sync_rig.h"

#include <QSignalSpy>

using namespace confab;
using namespace confab::test;
using namespace std::chrono_literals;

//! Own messages between the store and the wire.
class TestOutbox : public QObject {
    Q_OBJECT
private slots:
    void aBurstIsStoredTogetherAndGoesInOrder();
    void whatIsDiscardedAtOnceIsNotSent();
    void L10_aFullDiskKeepsTheOrderAndLosesNothing();
    void refusedActIsUndoneAndSaid();
    void aNumberThatIsTakenKeepsTheTextForAnotherTry();
    void filesThatTheServerHasCollectedGoThereAgain();
};

void TestOutbox::aBurstIsStoredTogetherAndGoesInOrder()
{
    SyncRig rig;
    int shown = 0;
    bool cut = false;
    QObject::connect(&rig.committer, &Committer::changed, &rig.committer, [&](const StoreChanges &changes) {
        for (const ChatDelta &delta : changes.chats) {
            shown += int(delta.rows.size());
            cut |= delta.rowsCut;
        }
    });
    for (int i = 0; i < 250; ++i)
        rig.outbox.enqueue(rig.item(QString::number(i)));
    QTRY_COMPARE(rig.committer.read().outbox().size(), 250);
    QTRY_COMPARE(shown, 250);
    QVERIFY(!cut); // every bubble was told by itself
    for (int i = 0; i < 5; ++i) {
        const auto frame = rig.next(Send::verb);
        QVERIFY(frame);
        const auto content = decodeContent(rig.bodyOf<Send>(*frame).body);
        QVERIFY(content);
        QCOMPARE(content->text, QString::number(i));
        rig.line.socket()->ok(*frame, Appended {Seq(4 + i), Vi(4 + i), 1, false});
    }
    QTRY_COMPARE(rig.committer.read().outbox().size(), 245);
}

void TestOutbox::whatIsDiscardedAtOnceIsNotSent()
{
    SyncRig rig;
    const OutboxItem first = rig.item("first");
    rig.outbox.enqueue(first);
    rig.outbox.discard(chatA, first.cid); // before the loop has turned
    rig.outbox.enqueue(rig.item("second"));
    const auto frame = rig.next(Send::verb);
    QVERIFY(frame);
    QCOMPARE(decodeContent(rig.bodyOf<Send>(*frame).body)->text, QString("second"));
    QCOMPARE(rig.committer.read().outbox().size(), 1);
}

void TestOutbox::L10_aFullDiskKeepsTheOrderAndLosesNothing()
{
    SyncRig rig;
    QSignalSpy troubled(&rig.committer, &Committer::troubled);
    rig.fillDisk();
    const QString large(20'000, 'x');
    QStringList texts {large, "small", "smaller"};
    for (const QString &text : std::as_const(texts))
        rig.outbox.enqueue(rig.item(text));
    QTRY_COMPARE(troubled.size(), 1);
    QVERIFY(rig.committer.read().outbox().isEmpty());
    texts.append("later");
    rig.outbox.enqueue(rig.item(texts.last())); // it would fit, but must not overtake
    rig.line.clock.advance(3s);
    QCoreApplication::processEvents();
    QVERIFY(rig.committer.read().outbox().isEmpty());
    QCOMPARE(troubled.size(), 1); // said once
    rig.freeDisk();
    rig.line.clock.advance(3s);
    QStringList sent;
    for (qint64 seq = 4; seq < 8; ++seq) {
        const auto frame = rig.next(Send::verb);
        QVERIFY(frame);
        sent.append(decodeContent(rig.bodyOf<Send>(*frame).body)->text.value_or(QString()));
        rig.line.socket()->ok(*frame, Appended {Seq(seq), Vi(seq), 1, false});
    }
    QCOMPARE(sent, texts);
    QCOMPARE(troubled.size(), 2); // and that it works again
}

void TestOutbox::refusedActIsUndoneAndSaid()
{
    SyncRig rig;
    QSignalSpy undone(&rig.outbox, &Outbox::undone);
    rig.outbox.enqueue(rig.item("👍", EventKind::React, Seq(2)));
    const auto frame = rig.next(Send::verb);
    QVERIFY(frame);
    QCOMPARE(rig.committer.read().row(chatA, Seq(2))->reactions.size(), 1); // shown meanwhile
    rig.line.socket()->refuse(*frame, makeError(ErrorCode::Forbidden));
    QTRY_COMPARE(undone.size(), 1);
    QVERIFY(rig.committer.read().row(chatA, Seq(2))->reactions.isEmpty());
    QVERIFY(rig.committer.read().outbox().isEmpty());
}

void TestOutbox::aNumberThatIsTakenKeepsTheTextForAnotherTry()
{
    SyncRig rig(3);
    QSignalSpy contradicted(&rig.outbox, &Outbox::contradicted);
    rig.outbox.enqueue(rig.item("mine"));
    auto frame = rig.next(Send::verb);
    QVERIFY(frame);
    rig.line.socket()->ok(*frame, Appended {Seq(2), Vi(2), 1, false}); // a server that has lost its data
    QTRY_COMPARE(contradicted.size(), 1);
    QCOMPARE(rig.text(2), QString("2"));
    QCOMPARE(rig.committer.read().unsent(chatA).value(0).failure, ErrorCode::Conflict);
    rig.outbox.retry(chatA);
    frame = rig.next(Send::verb);
    QVERIFY(frame);
    rig.line.socket()->ok(*frame, Appended {Seq(4), Vi(4), 1, false});
    QTRY_COMPARE(rig.text(4), QString("mine"));
}

void TestOutbox::filesThatTheServerHasCollectedGoThereAgain()
{
    SyncRig rig;
    QSignalSpy retried(&rig.outbox, &Outbox::retried);
    OutboxItem item = rig.item("look");
    Attachment file;
    file.blob = idOf<BlobId>(1);
    file.key = idOf<PublicKey>(2);
    file.nonce = QByteArray(15, 'n');
    file.sha256 = idOf<PublicKey>(3);
    file.size = 5;
    item.content.media = {file};
    rig.outbox.enqueue(item);
    auto frame = rig.next(Send::verb);
    QVERIFY(frame);
    rig.line.socket()->refuse(*frame, makeError(ErrorCode::NotFound)); // it was a day old
    QTRY_COMPARE(rig.committer.read().unsent(chatA).value(0).failure, ErrorCode::NotFound);

    rig.outbox.retry(chatA);
    QCOMPARE(retried.size(), 1);
    QCOMPARE(rig.outbox.held().size(), 1); // waits for its file
    QVERIFY(rig.outbox.held().first().content.media.first().blob.isNull());
    QCOMPARE(rig.committer.read().outbox().first().content.media.first().sha256, file.sha256); // what is sealed stays so
    QVERIFY(!rig.committer.read().outbox().first().failure);
    rig.outbox.enqueue(rig.item("meanwhile"));
    frame = rig.next(Send::verb);
    QVERIFY(frame);
    QCOMPARE(decodeContent(rig.bodyOf<Send>(*frame).body)->text, QString("meanwhile"));
    rig.line.socket()->ok(*frame, Appended {Seq(4), Vi(4), 1, false});

    Content content = rig.outbox.held().first().content;
    content.media.first().blob = idOf<BlobId>(9);
    QVERIFY(rig.outbox.setContent(item.cid, content));
    frame = rig.next(Send::verb);
    QVERIFY(frame);
    const Send again = rig.bodyOf<Send>(*frame);
    QCOMPARE(again.cid, item.cid); // the same message still
    QCOMPARE(again.media, QList<BlobId> {idOf<BlobId>(9)});
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "test_outbox.moc"
