#include "tests/integration/server/server_fixture.h"
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
        m_server = std::make_unique<ServerFixture>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        const QString address = "ws://127.0.0.1:" + QString::number(m_server->port());
        for (auto [person, name] : {std::pair(&m_ada, "ada"), std::pair(&m_bo, "bo-b")}) {
            *person = std::make_unique<Person>();
            QVERIFY((*person)->registerAt(address, name));
            QVERIFY((*person)->open());
            QVERIFY((*person)->online());
        }
        const auto bo = settle(m_ada->session->findUser("bo-b"));
        QVERIFY(bo.has_value());
        const auto chat = settle(m_ada->session->openDirect(bo->user));
        QVERIFY(chat.has_value());
        m_chat = *chat;
    }
    void cleanup()
    {
        m_ada.reset();
        m_bo.reset();
        m_server.reset();
    }

    void aPictureIsScaledArrivesByRuleAndIsListed()
    {
        OutgoingMedia media;
        media.bytes = picture(3'000, 2'000);
        media.name = "sea.png";
        media.kind = MediaKind::Photo;
        media.longestSide = 1'280;
        m_ada->session->send(m_chat, {"look", {}, {media}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(withFiles(*m_bo).size(), 1, 20'000);
        const Attachment got = withFiles(*m_bo).first().content.media.first();
        QCOMPARE(QSize(got.width, got.height), QSize(1'280, 853));
        QVERIFY(!got.preview.isEmpty() && got.preview.size() <= 4'096);
        // Nobody asked: the rule fetches it.
        QTRY_COMPARE(m_bo->session->media().transfer(got).phase, TransferPhase::Local);
        const auto bytes = settle(m_bo->session->media().bytes(m_chat, got, 10'000'000));
        QVERIFY(bytes.has_value());
        QCOMPARE(QImage::fromData(*bytes).size(), QSize(1'280, 853));
        const auto list = settle(m_bo->session->media().list(m_chat, MediaTab::Pictures, {}, 10));
        QVERIFY(list.has_value());
        QCOMPARE(list->items.size(), 1);
        QCOMPARE(list->items.first().attachment, got);

        const auto use = settle(m_bo->session->media().storageUse());
        QVERIFY(use.has_value() && use->media > 0 && use->chats.size() == 1);
        QVERIFY(settle(m_bo->session->media().clear({}, {})).has_value());
        QTRY_COMPARE(m_bo->session->media().transfer(got).phase, TransferPhase::Remote);
        QVERIFY(settle(m_bo->session->media().bytes(m_chat, got, 10'000'000)).has_value()); // fetched again
    }

    void aForwardedFileIsReferredToNotSentAgain()
    {
        OutgoingMedia media;
        media.bytes = QByteArray(200'000, 'x');
        media.name = "x.bin";
        m_ada->session->send(m_chat, {{}, {}, {media}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(withFiles(*m_bo).size(), 1, 20'000);
        const MessageRow row = withFiles(*m_bo).first();
        const auto self = settle(m_bo->session->openDirect(m_bo->session->self().user));
        QVERIFY(self.has_value());
        m_bo->session->forward(m_chat, {row.seq}, {*self});
        QTRY_COMPARE(withFiles(*m_bo, *self).size(), 1);
        QCOMPARE(withFiles(*m_bo, *self).first().content.media.first(), row.content.media.first());
    }

    void aFileThatChangedFailsAndCanBeDiscarded()
    {
        m_server->stop();
        QTRY_VERIFY(m_ada->session->connection().phase != ConnectionPhase::Online);
        OutgoingMedia media;
        media.path = m_ada->folder.filePath("not there");
        const Cid cid = m_ada->session->send(m_chat, {{}, {}, {media}, {}});
        QTRY_VERIFY(m_ada->summary(m_chat).failed);
        m_ada->session->discard(m_chat, cid);
        QTRY_COMPARE(m_ada->summary(m_chat).waiting, 0);
    }

    void picturesOfPeopleAndGroups()
    {
        const QByteArray face = picture(200, 200);
        QVERIFY(settle(m_ada->session->media().setAvatar(face)).has_value());
        const UserId ada = m_ada->session->self().user;
        QTRY_VERIFY(m_bo->session->contact(ada).avatar.has_value());
        const auto seen = settle(m_bo->session->media().avatar(ada, *m_bo->session->contact(ada).avatar));
        QVERIFY(seen.has_value());
        QCOMPARE(*seen, face);
        QVERIFY(!settle(m_ada->session->media().setAvatar(picture(700, 10))).has_value());

        const auto group = settle(m_ada->session->createGroup("walkers", {m_bo->session->self().user}));
        QVERIFY(group.has_value());
        m_ada->session->media().setGroupPicture(*group, face);
        QTRY_VERIFY_WITH_TIMEOUT(m_bo->summary(*group).picture.has_value(), 20'000);
        const auto shown = settle(m_bo->session->media().bytes(*group, *m_bo->summary(*group).picture, 1'000'000));
        QVERIFY(shown.has_value());
        QCOMPARE(*shown, face);
    }

    void linksAreNotFetchedFromPrivateAddresses()
    {
        for (const char *url : {"http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://192.168.0.1/", "file:///etc/hostname"})
            QVERIFY2(!settle(m_ada->session->media().linkPreview(url)).has_value(), url);
    }

private:
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
        if (const auto page = settle(person.session->page(chat.value_or(m_chat), {PageRequest::From::Newest, Seq(), 50})))
            for (const MessageRow &row : page->rows)
                if (row.seq.value > 0 && row.kind == EventKind::Msg && !row.content.media.isEmpty())
                    list.append(row);
        return list;
    }

    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<Person> m_ada, m_bo;
    ChatId m_chat;
};

QTEST_GUILESS_MAIN(TestFiles)
#include "test_files.moc"
