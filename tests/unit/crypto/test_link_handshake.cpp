#include "core/crypto/link_handshake.h"
#include "core/protocol/link_code.h"

#include <QTest>

using namespace confab;

namespace {

using Kind = LinkError::Kind;

struct Account {
    AccountKey key = AccountKey::generate();
    DeviceKey device = DeviceKey::generate();
    AccountKeys keys {key.seed().clone(), device.seed().clone(), key.user(),
        key.certify(newDeviceId(), device.publicKey(), 1, QStringLiteral("old")), QStringLiteral("chat.example.org"),
        QStringLiteral("alice"), QStringLiteral("Alice"), true};
};

QString someSlot()
{
    return slotFromBits(0x7'1234'5678'9abcULL);
}

//! Both sides, with a hook on each message that the server relays.
struct Link {
    enum Way { Typed, Scanned };
    explicit Link(Way way)
        : fresh(someSlot(), QStringLiteral("chat.example.org"), QStringLiteral("new laptop"))
        , old(way == Scanned ? LinkOldDevice(*LinkPicture::fromBytes(fresh.picture())) : LinkOldDevice(*slotFromPeople(fresh.textCode())))
    {
    }
    LinkNewDevice fresh;
    LinkOldDevice old;
    Account account;
};

struct Transcript {
    QByteArray hello, offer, reveal, device, grant, done;
    QString newDigits, oldDigits;
    AccountKeysPtr granted;
};

Transcript runThrough(Link &link)
{
    Transcript t;
    t.hello = link.old.hello();
    t.offer = link.fresh.receive(t.hello).send.value_or(QByteArray());
    t.reveal = link.old.receive(t.offer).send.value_or(QByteArray());
    const auto shown = link.fresh.receive(t.reveal);
    t.device = shown.send.value_or(QByteArray());
    t.newDigits = shown.digits.value_or(QString());
    t.oldDigits = link.old.receive(t.device).digits.value_or(QString());
    if (const auto grant = link.old.confirm(link.account.keys, 5000)) {
        t.grant = grant->send;
        const auto end = link.fresh.receive(t.grant);
        t.granted = end.granted;
        t.done = end.send.value_or(QByteArray());
    }
    return t;
}

void expectError(const LinkStep &step, Kind kind, bool tellsTheOther = true)
{
    QVERIFY(step.error);
    QCOMPARE(step.error->kind, kind);
    QVERIFY(!step.error->message.isEmpty());
    QVERIFY(!step.digits && !step.granted && !step.finished);
    QCOMPARE(step.send.has_value(), tellsTheOther);
}

} // namespace

class LinkHandshakeTest : public QObject {
    Q_OBJECT
private slots:
    void bothWays_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("typed") << int(Link::Typed);
        QTest::newRow("scanned") << int(Link::Scanned);
    }
    void bothWays()
    {
        QFETCH(int, way);
        Link link {Link::Way(way)};
        const auto t = runThrough(link);
        QCOMPARE(t.newDigits.size(), 6);
        QCOMPARE(t.newDigits, t.oldDigits);
        QVERIFY(t.granted);
        QVERIFY(link.old.receive(t.done).finished);
        QVERIFY(t.granted->aikSeed.sameAs(link.account.keys.aikSeed));
        QCOMPARE(t.granted->user, link.account.key.user());
        QCOMPARE(t.granted->username, QStringLiteral("alice"));
        QCOMPARE(t.granted->server, QStringLiteral("chat.example.org"));
        QCOMPARE(t.granted->device.name, QStringLiteral("new laptop"));
        QCOMPARE(t.granted->device.created, 5000);
        QVERIFY(verifyDevice(link.account.key.publicKey(), t.granted->user, t.granted->device));
        QCOMPARE(publicKeyOf(t.granted->deviceSeed), t.granted->device.key);
        QVERIFY(t.granted->registered);
    }
    void secretsDoNotShowOnTheWire()
    {
        Link link {Link::Scanned};
        const auto t = runThrough(link);
        const auto wire = t.hello + t.offer + t.reveal + t.device + t.grant + t.done;
        QVERIFY(!wire.contains(link.account.keys.aikSeed.view()));
        QVERIFY(!wire.contains("alice"));
        QVERIFY(!wire.contains("new laptop"));
    }
    void digitsAreSpreadEvenly()
    {
        QSet<QString> seen;
        for (int i = 0; i < 200; ++i) {
            Link link {Link::Typed};
            const auto t = runThrough(link);
            QCOMPARE(t.newDigits, t.oldDigits);
            seen.insert(t.newDigits);
        }
        QVERIFY(seen.size() > 195); // 200 draws out of a million: a collision is rare, three are not chance
    }

    // Every message of the exchange, every byte of it: one bit flipped, cut short, one byte more. Nobody gets through.
    void D5_tamperedMessageEndsTheLink_data()
    {
        QTest::addColumn<int>("way");
        QTest::addColumn<int>("message");
        const char *names[] {"hello", "offer", "reveal", "device", "grant", "done"};
        for (int way : {int(Link::Typed), int(Link::Scanned)})
            for (int m = 0; m < 6; ++m)
                QTest::addRow("%s %s", way == Link::Typed ? "typed" : "scanned", names[m]) << way << m;
    }
    void D5_tamperedMessageEndsTheLink()
    {
        QFETCH(int, way);
        QFETCH(int, message);
        qsizetype size = 1;
        for (qsizetype at = 0; at < size + 2; ++at) {
            const auto bend = [&](int which, QByteArray bytes) {
                if (which != message)
                    return bytes;
                size = bytes.size();
                if (at < size)
                    bytes[at] = char(bytes[at] ^ 0x20);
                else
                    bytes = at == size ? bytes.chopped(1) : bytes + '\0';
                return bytes;
            };
            QVERIFY2(!completes(Link::Way(way), bend), qPrintable(QStringLiteral("byte %1").arg(at)));
        }
    }
    void tamperedIsSaidClearly()
    {
        {
            Link link {Link::Typed};
            auto hello = link.old.hello();
            auto reveal = link.old.receive(*link.fresh.receive(hello).send).send.value();
            reveal[40] = char(reveal[40] ^ 1); // not what was committed to
            expectError(link.fresh.receive(reveal), Kind::Tampered);
        }
        {
            Link link {Link::Scanned};
            Link other {Link::Scanned};
            const auto offer = *other.fresh.receive(link.old.hello()).send;
            expectError(link.old.receive(offer), Kind::WrongDevice); // another device answered than was scanned
        }
        {
            Link link {Link::Scanned}; // scanned another picture, or none: no proof
            LinkOldDevice typed(someSlot());
            auto hello = typed.hello();
            hello[2] = 1;
            const auto offer = *link.fresh.receive(hello).send;
            expectError(link.fresh.receive(*typed.receive(offer).send), Kind::Tampered);
        }
        {
            Link link {Link::Typed};
            auto hello = link.old.hello();
            hello[1] = 2;
            expectError(link.fresh.receive(hello), Kind::Version);
        }
    }
    void P6_weakKeysAreRefused()
    {
        Link link {Link::Typed};
        const auto offer = *link.fresh.receive(link.old.hello()).send;
        const QByteArray weak = offer.left(1) + QByteArray(32, '\0') + offer.mid(33);
        expectError(link.old.receive(weak), Kind::WeakKey);
    }
    void D2_manInTheMiddleSeesOtherDigits()
    {
        // M plays the new device towards the old one and the old device towards the new one.
        Link link {Link::Typed};
        LinkNewDevice towardsOld(someSlot(), QStringLiteral("chat.example.org"), QStringLiteral("new laptop"));
        LinkOldDevice towardsNew(someSlot());
        const auto offerToOld = *towardsOld.receive(link.old.hello()).send;
        const auto shownToM = towardsOld.receive(*link.old.receive(offerToOld).send);
        const auto oldDigits = link.old.receive(*shownToM.send).digits;
        const auto offerToM = *link.fresh.receive(towardsNew.hello()).send;
        const auto newDigits = link.fresh.receive(*towardsNew.receive(offerToM).send).digits;
        QVERIFY(oldDigits && newDigits);
        QVERIFY(*oldDigits != *newDigits); // but for one case in a million
    }
    void replayedOrEarlyMessageEndsTheLink()
    {
        Link recorded {Link::Typed};
        const auto t = runThrough(recorded);
        { // the whole of another link replayed: new keys, so the reveal does not open anything
            Link link {Link::Typed};
            (void)link.fresh.receive(t.hello);
            const auto step = link.fresh.receive(t.reveal); // commitment fits; the grant is what fails
            QVERIFY(step.digits && *step.digits != t.newDigits);
            expectError(link.fresh.receive(t.grant), Kind::Tampered);
        }
        {
            Link link {Link::Typed};
            const auto hello = link.old.hello();
            (void)link.fresh.receive(hello);
            expectError(link.fresh.receive(hello), Kind::OutOfOrder);
        }
        {
            Link link {Link::Typed};
            expectError(link.fresh.receive(t.grant), Kind::OutOfOrder);
            expectError(link.fresh.receive(link.old.hello()), Kind::OutOfOrder); // over is over
        }
        {
            Link link {Link::Typed};
            (void)link.old.hello();
            expectError(link.old.receive(t.device), Kind::OutOfOrder);
        }
        {
            Link link {Link::Typed};
            const auto offer = *link.fresh.receive(link.old.hello()).send;
            (void)link.fresh.receive(*link.old.receive(offer).send);
            expectError(link.old.receive(offer), Kind::OutOfOrder);
        }
        expectError(recorded.fresh.receive(t.grant), Kind::OutOfOrder); // a second time
    }
    void nothingIsGrantedWithoutConfirmation()
    {
        Link link {Link::Typed};
        QVERIFY(!link.old.confirm(link.account.keys, 1)); // before the digits
        const auto offer = *link.fresh.receive(link.old.hello()).send;
        const auto device = *link.fresh.receive(*link.old.receive(offer).send).send;
        QVERIFY(!link.old.confirm(link.account.keys, 1));
        const auto step = link.old.receive(device);
        QVERIFY(step.digits && !step.send);
        QCOMPARE(step.deviceName, QStringLiteral("new laptop"));
        // Impatience on the wire changes nothing, and ends the link.
        expectError(link.old.receive(device), Kind::OutOfOrder);
        QVERIFY(!link.old.confirm(link.account.keys, 1));
    }
    void confirmsOnlyOnce()
    {
        Link link {Link::Typed};
        (void)runThrough(link);
        QVERIFY(!link.old.confirm(link.account.keys, 1));
    }
    void rejectionReachesTheOtherSide()
    {
        Link link {Link::Typed};
        const auto offer = *link.fresh.receive(link.old.hello()).send;
        const auto device = *link.fresh.receive(*link.old.receive(offer).send).send;
        (void)link.old.receive(device);
        expectError(link.fresh.receive(link.old.reject()), Kind::Rejected, false);
        QVERIFY(!link.old.confirm(link.account.keys, 1));

        Link second {Link::Scanned};
        (void)second.old.hello();
        expectError(second.old.receive(second.fresh.abort()), Kind::Rejected, false);
    }
    void grantForAnotherAccountsKeyIsRefused()
    {
        Link link {Link::Typed};
        const auto offer = *link.fresh.receive(link.old.hello()).send;
        (void)link.old.receive(*link.fresh.receive(*link.old.receive(offer).send).send);
        Account other;
        AccountKeys mixed {other.key.seed().clone(), other.device.seed().clone(), link.account.key.user(), other.keys.device,
            QStringLiteral("s"), QStringLiteral("alice"), QStringLiteral("A"), true};
        const auto grant = link.old.confirm(mixed, 1);
        QVERIFY(grant);
        expectError(link.fresh.receive(grant->send), Kind::WrongAccount);
    }

    void D1_pictureIsNoLink()
    {
        LinkNewDevice fresh(someSlot(), QStringLiteral("chat.example.org"), QStringLiteral("x"));
        const auto picture = fresh.picture();
        QVERIFY(!picture.contains(':') && !picture.contains('/'));
        QVERIFY(!LinkPicture::fromBytes("confab:" + picture));
        QVERIFY(!LinkPicture::fromBytes("https://example.org/" + picture));
        QVERIFY(!slotFromPeople(QStringLiteral("confab://7QF2-9KDM-XW4R")));
    }
    void pictureParserIsTotal()
    {
        LinkNewDevice fresh(someSlot(), QStringLiteral("chat.example.org:7345"), QStringLiteral("x"));
        const auto picture = fresh.picture();
        const auto parsed = LinkPicture::fromBytes(picture);
        QVERIFY(parsed);
        QCOMPARE(parsed->slot, someSlot());
        QCOMPARE(parsed->server, QStringLiteral("chat.example.org:7345"));
        QCOMPARE(parsed->toBytes(), picture);
        for (qsizetype i = 0; i < picture.size(); ++i) {
            const auto cut = LinkPicture::fromBytes(picture.left(i)); // a shorter server name is a picture, too
            QVERIFY(!cut || cut->toBytes() == picture.left(i));
            QByteArray odd = picture;
            odd[i] = '\xff';
            QVERIFY(!LinkPicture::fromBytes(odd));
        }
        QVERIFY(!LinkPicture::fromBytes({}));
        QVERIFY(!LinkPicture::fromBytes(picture + QByteArray(4000, 'A')));
        QByteArray raw = QByteArray(8 + 32 + 16, '\x01') + "evil\nhost";
        QVERIFY(!LinkPicture::fromBytes("confab-link-1." + raw.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
    }
    void codesAsPeopleTypeThem()
    {
        const QString slot = QStringLiteral("7QF29KDMXW4R");
        QCOMPARE(slotForPeople(slot), QStringLiteral("7QF2-9KDM-XW4R"));
        for (const char *typed : {"7QF2-9KDM-XW4R", " 7qf2 9kdm xw4r ", "7QF29KDMXW4R", "7QF2–9KDM–XW4R"})
            QCOMPARE(slotFromPeople(QString::fromUtf8(typed)).value_or(QString()), slot);
        QCOMPARE(slotFromPeople(QStringLiteral("oil0-OIL0-0000")).value_or(QString()), QStringLiteral("011001100000"));
        for (const char *typed : {"", "7QF2-9KDM-XW4", "7QF2-9KDM-XW4RR", "7QF2-9KDM-XW4U", "7QF2-9KDM-XW4é", "7QF2/9KDM/XW4R"})
            QVERIFY(!slotFromPeople(QString::fromUtf8(typed)));
        QCOMPARE(slotFromBits((quint64(1) << 60) - 1), QStringLiteral("ZZZZZZZZZZZZ"));
        QCOMPARE(slotFromBits(0), QStringLiteral("000000000000"));
    }

private:
    //! Runs a link whose messages pass through `bend`; true where either side believes it went well.
    template <typename Bend>
    static bool completes(Link::Way way, const Bend &bend)
    {
        Link link {way};
        const auto offer = link.fresh.receive(bend(0, link.old.hello()));
        if (offer.error)
            return false;
        const auto reveal = link.old.receive(bend(1, *offer.send));
        if (reveal.error)
            return false;
        const auto shown = link.fresh.receive(bend(2, *reveal.send));
        if (shown.error)
            return false;
        const auto device = link.old.receive(bend(3, *shown.send));
        if (device.error)
            return false;
        if (*device.digits != *shown.digits)
            return false; // the person sees it
        const auto grant = link.old.confirm(link.account.keys, 1);
        const auto end = link.fresh.receive(bend(4, grant->send));
        if (end.error)
            return false;
        return link.old.receive(bend(5, *end.send)).finished;
    }
};

QTEST_APPLESS_MAIN(LinkHandshakeTest)
#include "test_link_handshake.moc"
