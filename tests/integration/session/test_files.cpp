#include "tests/integration/session/two_people.h"

#include <QBuffer>
#include <QImage>

using namespace confab;
using namespace confab::tests;

//! Files between real sessions and a real server in the same process.
class TestFiles : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_two = std::make_unique<TwoPeople>();
        QVERIFY2(m_two->open(), qPrintable(m_two->problem));
    }
    void cleanup() { m_two.reset(); }

    void aPictureIsScaledArrivesByRuleAndIsListed()
    {
        OutgoingMedia media;
        media.bytes = picture(3'000, 2'000);
        media.name = "sea.png";
        media.kind = MediaKind::Photo;
        media.longestSide = 1'280;
        m_two->ada.session->send(m_two->chat, {"look", {}, {media}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(withFiles(m_two->bo).size(), 1, 20'000);
        const Attachment got = withFiles(m_two->bo).first().content.media.first();
        QCOMPARE(QSize(got.width, got.height), QSize(1'280, 853));
        QVERIFY(!got.preview.isEmpty() && got.preview.size() <= 4'096);
        // Nobody asked: the rule fetches it.
        QTRY_COMPARE(m_two->bo.session->media().transfer(got).phase, TransferPhase::Local);
        const auto bytes = settle(m_two->bo.session->media().bytes(m_two->chat, got, 10'000'000));
        QVERIFY(bytes.has_value());
        QCOMPARE(QImage::fromData(*bytes).size(), QSize(1'280, 853));
        const auto list = settle(m_two->bo.session->media().list(m_two->chat, MediaTab::Pictures, {}, 10));
        QVERIFY(list.has_value());
        QCOMPARE(list->items.size(), 1);
        QCOMPARE(list->items.first().attachment, got);

        const auto use = settle(m_two->bo.session->media().storageUse());
        QVERIFY(use.has_value() && use->media > 0 && use->chats.size() == 1);
        QVERIFY(settle(m_two->bo.session->media().clear({}, {})).has_value());
        QTRY_COMPARE(m_two->bo.session->media().transfer(got).phase, TransferPhase::Remote);
        QVERIFY(settle(m_two->bo.session->media().bytes(m_two->chat, got, 10'000'000)).has_value()); // fetched again
    }

    void aForwardedFileIsReferredToNotSentAgain()
    {
        OutgoingMedia media;
        media.bytes = QByteArray(200'000, 'x');
        media.name = "x.bin";
        m_two->ada.session->send(m_two->chat, {{}, {}, {media}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(withFiles(m_two->bo).size(), 1, 20'000);
        const MessageRow row = withFiles(m_two->bo).first();
        const auto self = settle(m_two->bo.session->openDirect(m_two->bo.session->self().user));
        QVERIFY(self.has_value());
        m_two->bo.session->forward(m_two->chat, {row.seq}, {*self});
        QTRY_COMPARE(withFiles(m_two->bo, *self).size(), 1);
        QCOMPARE(withFiles(m_two->bo, *self).first().content.media.first(), row.content.media.first());
    }

    void aFileThatChangedFailsAndCanBeDiscarded()
    {
        m_two->server.stop();
        QTRY_VERIFY(m_two->ada.session->connection().phase != ConnectionPhase::Online);
        OutgoingMedia media;
        media.path = m_two->ada.folder.filePath("not there");
        const Cid cid = m_two->ada.session->send(m_two->chat, {{}, {}, {media}, {}});
        QTRY_VERIFY(m_two->ada.summary(m_two->chat).failed);
        m_two->ada.session->discard(m_two->chat, cid);
        QTRY_COMPARE(m_two->ada.summary(m_two->chat).waiting, 0);
    }

    void picturesOfPeopleAndGroups()
    {
        const QByteArray face = picture(200, 200);
        QVERIFY(settle(m_two->ada.session->media().setAvatar(face)).has_value());
        const UserId ada = m_two->ada.session->self().user;
        QTRY_VERIFY(m_two->bo.session->contact(ada).avatar.has_value());
        const auto seen = settle(m_two->bo.session->media().avatar(ada, *m_two->bo.session->contact(ada).avatar));
        QVERIFY(seen.has_value());
        QCOMPARE(*seen, face);
        QVERIFY(!settle(m_two->ada.session->media().setAvatar(picture(700, 10))).has_value());

        const auto group = settle(m_two->ada.session->createGroup("walkers", {m_two->bo.session->self().user}));
        QVERIFY(group.has_value());
        m_two->ada.session->media().setGroupPicture(*group, face);
        QTRY_VERIFY_WITH_TIMEOUT(m_two->bo.summary(*group).picture.has_value(), 20'000);
        const auto shown = settle(m_two->bo.session->media().bytes(*group, *m_two->bo.summary(*group).picture, 1'000'000));
        QVERIFY(shown.has_value());
        QCOMPARE(*shown, face);
    }

    void aPictureChosenOfflineOutlivesTheProgram()
    {
        m_two->server.stop();
        QTRY_VERIFY(m_two->ada.session->connection().phase != ConnectionPhase::Online);
        const QByteArray first = picture(100, 100), face = picture(200, 200);
        QVERIFY(settle(m_two->ada.session->media().setAvatar(first)).has_value());
        QVERIFY(settle(m_two->ada.session->media().setAvatar(face)).has_value()); // the last one counts
        m_two->ada.session.reset(); // nobody says goodbye
        QVERIFY(m_two->ada.open());
        QVERIFY(m_two->server.start());
        m_two->ada.session->reconnectNow();
        m_two->bo.session->reconnectNow();
        const UserId ada = m_two->ada.session->self().user;
        QTRY_VERIFY_WITH_TIMEOUT(m_two->bo.session->contact(ada).avatar.has_value(), 20'000);
        const auto seen = settle(m_two->bo.session->media().avatar(ada, *m_two->bo.session->contact(ada).avatar));
        QVERIFY(seen.has_value());
        QCOMPARE(*seen, face);
        QTRY_VERIFY(m_two->ada.session->contact(ada).avatar.has_value());
        QVERIFY(settle(m_two->ada.session->media().setAvatar({})).has_value());
        QTRY_VERIFY(!m_two->bo.session->contact(ada).avatar.has_value());
    }

    void linksAreNotFetchedFromPrivateAddresses()
    {
        for (const char *url : {"http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://192.168.0.1/", "file:///etc/hostname"})
            QVERIFY2(!settle(m_two->ada.session->media().linkPreview(url)).has_value(), url);
    }

    void playedNotesAreSeenByTheirSenderAndTheOwnDevices()
    {
        Person second; // of Bo
        QVERIFY(second.linkTo(m_two->bo, m_two->address()));
        QVERIFY(second.open() && second.online());
        m_two->ada.session->send(m_two->chat, {{}, {}, {voiceNote()}, {}});
        for (const Person *person : {&m_two->ada, &m_two->bo, &second})
            QTRY_COMPARE_WITH_TIMEOUT(withFiles(*person).size(), 1, 20'000);
        const Seq seq = withFiles(m_two->bo).first().seq;
        QCOMPARE(kindOf(withFiles(m_two->bo).first().content.media.first()), MediaKind::Voice);
        const auto playedBy = [&](const Person &person) { return withFiles(person).first().played; };
        QVERIFY(playedBy(m_two->ada).isEmpty());

        const UserId bo = m_two->bo.session->self().user;
        m_two->ada.session->media().markPlayed(m_two->chat, seq); // by the one who recorded it: says nothing
        m_two->bo.session->media().markPlayed(m_two->chat, seq);
        for (const Person *person : {&m_two->ada, &m_two->bo, &second})
            QTRY_COMPARE(playedBy(*person), QList<UserId> {bo});
        const Seq head = m_two->ada.summary(m_two->chat).head;
        QCOMPARE(m_two->ada.summary(m_two->chat).unread, 0); // it counts as nothing

        second.session->media().markPlayed(m_two->chat, seq); // on another device, again: known already
        m_two->bo.session->media().markPlayed(m_two->chat, Seq(1)); // no note
        m_two->bo.session->send(m_two->chat, {"heard it", {}});
        QTRY_COMPARE(m_two->ada.texts(m_two->chat).last(), "heard it");
        QCOMPARE(m_two->ada.summary(m_two->chat).head, Seq(head.value + 1));
        QVERIFY(m_two->ada.notices.isEmpty() && m_two->bo.notices.isEmpty());
    }

    void whoHidesReceiptsDoesNotSayThatANoteWasPlayed()
    {
        Privacy privacy;
        privacy.hideReceipts = true;
        QVERIFY(settle(m_two->bo.session->setPrivacy(privacy)).has_value());
        m_two->ada.session->send(m_two->chat, {{}, {}, {voiceNote()}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(withFiles(m_two->bo).size(), 1, 20'000);
        m_two->bo.session->media().markPlayed(m_two->chat, withFiles(m_two->bo).first().seq);
        m_two->bo.session->send(m_two->chat, {"heard it", {}}); // would come after it
        QTRY_COMPARE(m_two->ada.texts(m_two->chat).last(), "heard it");
        QVERIFY(withFiles(m_two->ada).first().played.isEmpty());
    }

private:
    static OutgoingMedia voiceNote()
    {
        OutgoingMedia note;
        note.bytes = "OggS" + QByteArray(24, '\0') + "OpusHead" + QByteArray(5'000, 'o');
        note.name = "note.opus";
        note.kind = MediaKind::Voice;
        note.durationMs = 3'000;
        note.waveform = QByteArray(100, '\x40');
        return note;
    }
    static QByteArray picture(int width, int height)
    {
        QImage image(width, height, QImage::Format_RGB32);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                image.setPixel(x, y, qRgb(x * 7 % 256, y * 5 % 256, (x * y) % 256));
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "png");
        return bytes;
    }
    QList<MessageRow> withFiles(const Person &person, std::optional<ChatId> chat = {}) const
    {
        QList<MessageRow> list;
        if (const auto page = settle(person.session->page(chat.value_or(m_two->chat), {PageRequest::From::Newest, Seq(), 50})))
            for (const MessageRow &row : page->rows)
                if (row.seq.value > 0 && row.kind == EventKind::Msg && !row.content.media.isEmpty())
                    list.append(row);
        return list;
    }

    std::unique_ptr<TwoPeople> m_two;
};

QTEST_GUILESS_MAIN(TestFiles)
#include "test_files.moc"
