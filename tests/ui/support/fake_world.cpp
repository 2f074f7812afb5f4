#include "tests/ui/support/fake_session.h"

//! The people and messages of the mockups.
namespace confab::test {

void FakeSession::seedWorld()
{
    const auto person = [this](const char *name, const char *username, const char *about = "") {
        return addPerson(QString::fromUtf8(name), QString::fromUtf8(username), QString::fromUtf8(about));
    };
    amina = person("Amina Diallo", "amina", "Ask me about the old bridge");
    kofi = person("Kofi Mensah", "kofi", "Drums, sometimes ropes");
    tomasz = person("Tomasz Wójcik", "tomasz.w");
    yutong = person("陈雨桐", "yutong", "纸与光");
    layla = person("ليلى حداد", "layla", "البحر");
    mae = person("Mãe ❤️", "teresa.f");
    dmytro = person("Дмитро Коваленко", "dmytro_k", "Світлини");
    aroha = person("Aroha Ngata", "aroha");
    jon = person("Jón Þórsson", "jon.th");
    hyejin = person("Park Hye-jin", "hyejin");
    priya = person("Priya Raman", "priya");
    const QList<qint64> seen{4, 9, 40, 300};
    setPresence(mae, PresenceState::Active);
    setPresence(tomasz, PresenceState::Active);
    setPresence(layla, PresenceState::Active);
    setPresence(hyejin, PresenceState::Active);
    setPresence(amina, PresenceState::Active);
    setPresence(kofi, PresenceState::Away, now - seen[0] * 60'000);
    setPresence(yutong, PresenceState::Offline, now - seen[1] * 60'000);
    setPresence(dmytro, PresenceState::Offline, now - seen[3] * 60'000);
    setPresence(jon, PresenceState::Offline, {});

    Device phone;
    phone.device = newId<DeviceId>();
    phone.name = QStringLiteral("laptop, Debian 12");
    phone.created = now - 90ll * 86'400'000;
    phone.seen = now - 26 * 60'000;
    Device old;
    old.device = newId<DeviceId>();
    old.name = QStringLiteral("workshop, Ubuntu 24.04");
    old.created = now - 300ll * 86'400'000;
    old.seen = now - 12ll * 86'400'000;
    m_devices += {phone, old};

    seedLantern();
    seedOthers();
}

void FakeSession::seedLantern()
{
    const auto minute = [this](int ago) { return now - qint64(ago) * 60'000; };
    const auto text = [](const char *utf8) { return QString::fromUtf8(utf8); };
    lantern = addGroup(text("Lantern Walk 🏮"), {amina, kofi, yutong, layla, dmytro, priya});
    editSummary(lantern, [&](ChatSummary &s) {
        s.about = text("Saturday, from the old bridge to the wharf. Bring warm hands.");
        s.pinned = 2;
    });
    m_chats[lantern].rows.first().ts = minute(3 * 1440);
    for (int i = 0; i < 12; ++i)
        say(lantern,
            {i % 3 ? kofi : amina, text("Counted %1 lanterns, the glue holds").arg(10 + i), {},
                minute(1500 - i * 2)});
    receiveSys(lantern, QStringLiteral("added"), me, {priya});
    say(lantern, {layla, text("صباح الخير! هل نلتقي عند الجسر القديم؟"), {}, minute(330)});
    say(lantern, {me, text("Yes, ten o’clock. @Kofi Mensah bring the drum keys, please"), {}, minute(322)});
    marks.photoText = say(lantern, {amina, text("Test hang by the old bridge, it glows! ✨"), {}, minute(40)});
    receiveReaction(lantern, marks.photoText, me, text("🏮"));
    for (const auto &user : {kofi, yutong, layla, dmytro})
        receiveReaction(lantern, marks.photoText, user, text("🏮"));
    receiveReaction(lantern, marks.photoText, priya, text("😍"));
    say(lantern, {amina, text("And the paper ones too"), {}, minute(39)});
    marks.reply = marks.edited =
        say(lantern, {me, text("Gorgeous! Hang row two lower for the kids"), marks.photoText, minute(33)});
    receiveEdit(lantern, marks.edited, text("Gorgeous! Hang row two lower for the children 🎏"));
    marks.delivered =
        say(lantern, {me, text("Ferry is booked: https://harbourline.example/t/9-40"), {}, minute(31)});
    marks.deleted = say(lantern, {kofi, text("wrong chat"), {}, minute(25)});
    receiveRedact(lantern, marks.deleted);
    say(lantern, {kofi, text("I can drive, room for three and the big drum 🥁"), {}, minute(22)});
    marks.sent = say(lantern, {me, text("Uploading the pontoon plan now"), {}, minute(11)});
    setRead(lantern, marks.edited);
    setDelivered(lantern, marks.delivered);

    marks.firstUnread = marks.link = receive(
        lantern, {yutong, text("涨潮正好是放灯的时间 🌊 https://rivertide.example/sat"), {}, minute(5)});
    marks.code = receive(lantern,
        {kofi,
            text("Fade for the lamp strip, works on the small board:\n```\nfor (auto &lamp : row) {\n    "
                 "lamp.fade(600ms, Curve::Sine);\n    wait(120ms);\n}\n```"),
            {}, minute(3)});
    marks.rtl =
        receive(lantern, {layla, text("وصلت الفوانيس كلها، خمسون حمراء وعشرون ذهبية 🎉"), {}, minute(2)});
    receive(lantern, {dmytro, text("🏮🏮🏮"), {}, minute(1)});

    autoAck = false;
    marks.failed = send(lantern, {text("Can someone bring the long ladder?"), {}});
    fail(lantern, marks.failed, ErrorCode::Forbidden);
    marks.queued = send(lantern, {text("I’ll ask at the boat house"), {}});
    autoAck = true;
    script.calls.clear();
    setTypingOf(lantern, {kofi});
}

void FakeSession::seedOthers()
{
    const auto minute = [this](int ago) { return now - qint64(ago) * 60'000; };
    const auto text = [](const char *utf8) { return QString::fromUtf8(utf8); };

    withMae = addDirect(mae);
    say(withMae, {me, text("Jantar amanhã?"), {}, minute(70)});
    say(withMae, {mae, text("Chego às oito, levo pão e queijo 🥖"), {}, minute(37)});
    editSummary(withMae, [](ChatSummary &s) { s.pinned = 1; });

    withTomasz = addDirect(tomasz);
    say(withTomasz, {me, text("The 9:40 looks good"), {}, minute(120)});
    receive(withTomasz, {tomasz, text("Hey"), {}, minute(41)});
    receive(withTomasz,
        {tomasz, text("Did the ferry tickets come through? The 9:40 one is nearly full"), {}, minute(40)});

    kitchen = addGroup(text("Kitchen Collective"), {priya, tomasz, aroha, hyejin}, Role::Member);
    for (int i = 0; i < 127; ++i)
        receive(kitchen,
            {i % 2 ? priya : aroha, text("Shopping list, part %1").arg(i + 1), {}, minute(400 - i * 2)});
    receive(kitchen, {priya, text("who has the big pot, and is it clean?"), {}, minute(57)});
    editSummary(kitchen, [](ChatSummary &s) { s.mutedUntil = std::numeric_limits<qint64>::max(); });

    withLayla = addDirect(layla);
    say(withLayla, {layla, text("هل وصلت الفوانيس؟"), {}, minute(78)});
    setTypingOf(withLayla, {layla});

    site = addGroup(text("Site build"), {kofi, jon, dmytro});
    for (int i = 0; i < 6; ++i)
        receive(site, {jon, text("Plank %1 is in").arg(i + 1), {}, minute(130 - i)});
    receive(site, {kofi, text("@ines can you sign off the pontoon plan before noon?"), {}, minute(111)});
    editSummary(site, [](ChatSummary &s) { s.mentioned = true; });

    withAroha = addDirect(aroha);
    say(withAroha, {aroha, text("Where do we meet?"), {}, minute(188)});
    editSummary(withAroha, [&](ChatSummary &s) {
        s.draft.text = text("See you at the wharf, bring the blue crate and");
        s.draft.cursor = int(s.draft.text.size());
        s.draft.editedAt = minute(180);
    });

    withYutong = addDirect(yutong);
    setDelivered(withYutong,
        say(withYutong, {me, text("明天见！我带剪纸和胶水 ✂️"), {}, minute(2 * 1440)}));
    withJon = addDirect(jon);
    say(withJon, {me, text("See the drawing on the door"), {}, minute(3 * 1440)});
    withDmytro = addDirect(dmytro);
    say(withDmytro, {dmytro, text("Дякую, до зустрічі!"), {}, minute(10 * 1440)});
    withHyejin = addDirect(hyejin);
    say(withHyejin, {hyejin, text("고마워요! I’ll send the playlist tonight 🎶"), {}, minute(12 * 1440)});
}

} // namespace confab::test
