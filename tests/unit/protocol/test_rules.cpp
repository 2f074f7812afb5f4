#include "core/protocol/codec.h"
#include "core/protocol/derive.h"

#include <QTest>

using namespace confab;

class RulesTest : public QObject {
    Q_OBJECT
private slots:
    // Expected values were computed with another implementation of SHA-256 (node:crypto).
    void derivedIds()
    {
        QByteArray bytes;
        for (int i = 0; i < 32; ++i)
            bytes += char(i);
        QCOMPARE(userIdOf(*PublicKey::fromBytes(bytes)).toBytes().toHex(), QByteArray("bf0b8061875a0fba811f6396c967c14e"));
        const auto a = *UserId::fromBytes(QByteArray(16, '\x11'));
        const auto b = *UserId::fromBytes(QByteArray(16, '\xf2'));
        QCOMPARE(directChatOf(a, b).toBytes().toHex(), QByteArray("99a875916de0d368c71c6790cb8edcdb"));
        QCOMPARE(directChatOf(b, a), directChatOf(a, b));
        QCOMPARE(directChatOf(a, a).toBytes().toHex(), QByteArray("45addd1295ceba2dc585d83d4cbf1aaa"));
        QCOMPARE(groupChatOf(a, *Cid::fromBytes(QByteArray(16, '\xf2'))).toBytes().toHex(), QByteArray("39b9e216fe16d34ee120ddc2ed9da3f8"));
        QCOMPARE(certificateMessage(a, *DeviceId::fromBytes(QByteArray(16, '\xf2')), *PublicKey::fromBytes(bytes), 1'700'000'000'123).toHex(),
            QByteArray("636f6e6661622d6465766963652d763111111111111111111111111111111111f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000018bcfe5687b"));
        QCOMPARE(authMessage("N", "host:1", subprotocolCbor), QByteArray("confab-auth-v1Nhost:1confab.v1.cbor"));
    }

    void ids()
    {
        QVERIFY(!UserId::fromBytes(QByteArray(15, 'x')));
        QVERIFY(!UserId::fromBytes(QByteArray(17, 'x')));
        const auto id = *UserId::fromBytes(QByteArray("\xff\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\xfe", 16));
        QCOMPARE(id.toText().size(), 22);
        QCOMPARE(*UserId::fromText(id.toText()), id);
        QVERIFY(!UserId::fromText(id.toText() + QLatin1Char('A')));
        QVERIFY(!UserId::fromText(QString(22, QLatin1Char('+'))));
        QVERIFY(!UserId::fromText(QString(22, QChar(0x4e00))));
        QVERIFY(UserId().isNull() && !id.isNull());
        static_assert(!std::is_convertible_v<UserId, ChatId> && !std::is_convertible_v<Seq, Vi> && !std::is_convertible_v<qint64, Seq>);
    }

    void usernames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        for (const char *good : {"abc", "a.b-c_9", "000"})
            QTest::newRow(good) << QString::fromUtf8(good) << true;
        for (const char *bad : {"", "ab", "Abc", "a b", "a@b", "äbc", "abc\n", "a/b"})
            QTest::newRow(bad) << QString::fromUtf8(bad) << false;
        QTest::newRow("32") << QString(32, QLatin1Char('a')) << true;
        QTest::newRow("33") << QString(33, QLatin1Char('a')) << false;
    }
    void usernames()
    {
        QFETCH(QString, name);
        QFETCH(bool, good);
        QCOMPARE(isValidUsername(name), good);
    }

    void R1_onlyMessagesCount()
    {
        for (const auto kind : {EventKind::Edit, EventKind::React, EventKind::Pin, EventKind::Meta, EventKind::Redact, EventKind::Mls, EventKind::Sys, EventKind::Played})
            QVERIFY(!isCountable(kind));
        QVERIFY(isCountable(EventKind::Msg));
    }

    void errorTable_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("retry");
        const auto rows = [](const QByteArray &names, const char *retry) {
            for (const auto &name : names.split(' '))
                QTest::newRow(name.constData()) << name << QByteArray(retry);
        };
        // Section 11, as it is written there.
        rows("bad_frame bad_verb bad_arg too_big unauth dev_revoked forbidden not_member blocked not_found", "never");
        rows("stale_epoch conflict", "fix");
        rows("rate busy timeout internal", "same");
        rows("quota username_taken invite", "never");
    }
    void errorTable()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, retry);
        const auto code = errorCodeFromWire(name.toStdString());
        QVERIFY(code);
        QCOMPARE(toWire(*code), std::string_view(name.constData()));
        QCOMPARE(toWire(retryOf(*code)), std::string_view(retry.constData()));
        for (const auto encoding : {Encoding::Json, Encoding::Cbor}) {
            const auto frame = decodeFrame(encodeError(9, makeError(*code, QStringLiteral("why"), 250), encoding), encoding, limits::frameOut);
            QVERIFY(frame && frame->e);
            QCOMPARE(frame->t, std::string("err"));
            QCOMPARE(frame->i, 9u);
            QVERIFY(frame->e->code == *code);
            QVERIFY(frame->e->retry == retryOf(*code));
            QCOMPARE(frame->e->msg, QStringLiteral("why"));
            QCOMPARE(frame->e->ms, 250);
        }
    }
    void codesOfLaterVersionsKeepTheirRetry()
    {
        const auto known = decodeFrame("{\"t\":\"err\",\"i\":1,\"e\":{\"code\":\"novel\",\"retry\":\"same\",\"ms\":5}}", Encoding::Json, 1000);
        QVERIFY(known->e->code == ErrorCode::Internal && known->e->retry == Retry::Same);
        const auto neither = decodeFrame("{\"t\":\"err\",\"i\":1,\"e\":{\"code\":\"novel\"}}", Encoding::Json, 1000);
        QVERIFY(neither->e->retry == Retry::Never);
        const auto hostile = decodeFrame("{\"t\":\"err\",\"i\":1,\"e\":{\"code\":\"rate\",\"ms\":-5}}", Encoding::Json, 1000);
        QCOMPARE(hostile->e->ms, 0);
    }

    void closeCodes()
    {
        for (const int code : {4004, 4006, 4009, 4010, 4013})
            QVERIFY(!mayReconnect(quint16(code)));
        for (const int code : {1000, 1001, 1006, 1009, 4001, 4002, 4003, 4008, 4012, 4014, 4999})
            QVERIFY(mayReconnect(quint16(code)));
    }
};

QTEST_APPLESS_MAIN(RulesTest)
#include "test_rules.moc"
