#include "ui/timeline/scroll_anchor.h"

#include <QRandomGenerator>
#include <QTest>

using namespace confab;

namespace {

struct Message {
    ItemKey key;
    int height;
    int gap;
};

//! A list of messages as the layouter would place them.
struct World {
    std::vector<Message> messages;
    int viewport = 600;
    int value = 0;
    qint64 next = 1'000'000;

    std::vector<ItemBox> boxes() const
    {
        std::vector<ItemBox> boxes;
        int y = 8;
        for (const auto &message : messages) {
            y += message.gap;
            boxes.push_back({message.key, y, y + message.height});
            y += message.height;
        }
        return boxes;
    }
    int content() const
    {
        int y = 16;
        for (const auto &message : messages)
            y += message.gap + message.height;
        return y;
    }
    ScrollFrame frame() const { return {value, viewport, content()}; }
};

Cid cidOf(qint64 n)
{
    Cid cid;
    std::memcpy(cid.data(), &n, sizeof n);
    cid.data()[15] = 1;
    return cid;
}

} // namespace

class TestScrollAnchor : public QObject {
    Q_OBJECT
private slots:
    void atBottom_data();
    void atBottom();
    void nothingMovesWhateverChanges_data();
    void nothingMovesWhateverChanges();
    void stuckStaysStuck();
    void doesNotStickWhileNewerPagesAreMissing();
    void acknowledgementKeepsThePlace();
    void deletedAnchorHandsOver();
    void oneCutOffAboveMayGrow();
};

void TestScrollAnchor::atBottom_data()
{
    QTest::addColumn<int>("value");
    QTest::addColumn<int>("content");
    QTest::addColumn<bool>("expected");
    QTest::newRow("exact") << 400 << 1000 << true;
    QTest::newRow("two px") << 398 << 1000 << true;
    QTest::newRow("three px") << 397 << 1000 << false;
    QTest::newRow("shorter than the viewport") << 0 << 100 << true;
}

void TestScrollAnchor::atBottom()
{
    QFETCH(int, value);
    QFETCH(int, content);
    QFETCH(bool, expected);
    QCOMPARE(ScrollAnchor::atBottom({value, 600, content}), expected);
}

void TestScrollAnchor::nothingMovesWhateverChanges_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

//! Random inserts, removals, height changes and resizes: each message that was whole on screen and survives
//! stays where it was, unless the end of the content forbids it.
void TestScrollAnchor::nothingMovesWhateverChanges()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    World world;
    for (int i = 0; i < 60; ++i)
        world.messages.push_back({{Seq(1000 + i), {}}, int(random.bounded(20, 200)), i % 3 ? 2 : 8});
    int checked = 0;
    for (int step = 0; step < 120; ++step) {
        world.value = int(random.bounded(std::max(1, world.frame().maximum() - 2)));
        const auto before = world.boxes();
        const auto frame = world.frame();
        const auto anchor = ScrollAnchor::take(before, frame, true);
        if (anchor.sticks())
            continue;
        const auto kept = anchor.key();
        const int screen = anchor.offset();

        const auto place = random.bounded(int(world.messages.size()) + 1);
        switch (random.bounded(6)) {
        case 0: // an older page
            for (int i = 0; i < 50; ++i)
                world.messages.insert(world.messages.begin(),
                    {{Seq(world.messages.front().key.seq.value - 1), {}}, int(random.bounded(20, 200)), 2});
            break;
        case 1: // live messages below
            for (int i = 0; i < 5; ++i)
                world.messages.push_back(
                    {{Seq(world.messages.back().key.seq.value + 1), {}}, int(random.bounded(20, 200)), 2});
            break;
        case 2: // one goes away
            if (world.messages.size() > 30 && place < int(world.messages.size())
                && !(world.messages[size_t(place)].key == kept))
                world.messages.erase(world.messages.begin() + place);
            break;
        case 3: // one grows or shrinks
            if (place < int(world.messages.size()))
                world.messages[size_t(place)].height = int(random.bounded(20, 400));
            break;
        case 4: // a date pill or the unread bar comes or goes
            if (place < int(world.messages.size()))
                world.messages[size_t(place)].gap = random.bounded(2) ? 40 : 2;
            break;
        case 5: // the window is resized: every height changes
            world.viewport = int(random.bounded(300, 900));
            for (auto &message : world.messages)
                message.height = std::max(20, message.height + int(random.bounded(-15, 15)));
            break;
        }
        const auto after = world.boxes();
        const auto now = ScrollFrame{world.value, world.viewport, world.content()};
        const int value = anchor.restore(after, now);
        QVERIFY(value >= 0 && value <= now.maximum());
        const auto box =
            std::find_if(after.begin(), after.end(), [&](const ItemBox &b) { return b.key == kept; });
        QVERIFY(box != after.end());
        const bool clamped = value == 0 || value == now.maximum();
        if (!clamped) {
            QCOMPARE(box->top - value, screen);
            ++checked;
        }
        world.viewport = 600;
    }
    QVERIFY2(checked > 50, qPrintable(QString::number(checked)));
}

void TestScrollAnchor::stuckStaysStuck()
{
    World world;
    for (int i = 0; i < 40; ++i)
        world.messages.push_back({{Seq(i + 1), {}}, 50, 2});
    world.value = world.frame().maximum() - 1;
    const auto anchor = ScrollAnchor::take(world.boxes(), world.frame(), true);
    QVERIFY(anchor.sticks());
    world.messages.push_back({{Seq(41), {}}, 300, 2});
    QCOMPARE(anchor.restore(world.boxes(), world.frame()), world.frame().maximum());
    world.viewport = 200;
    QCOMPARE(anchor.restore(world.boxes(), world.frame()), world.frame().maximum());
}

void TestScrollAnchor::doesNotStickWhileNewerPagesAreMissing()
{
    World world;
    for (int i = 0; i < 40; ++i)
        world.messages.push_back({{Seq(i + 1), {}}, 50, 2});
    world.value = world.frame().maximum();
    const auto anchor = ScrollAnchor::take(world.boxes(), world.frame(), false);
    QVERIFY(!anchor.sticks());
    const int before = world.value;
    world.messages.push_back({{Seq(41), {}}, 50, 2});
    QCOMPARE(anchor.restore(world.boxes(), world.frame()), before);
}

void TestScrollAnchor::acknowledgementKeepsThePlace()
{
    World world;
    for (int i = 0; i < 40; ++i)
        world.messages.push_back({{Seq(i + 1), {}}, 50, 2});
    world.messages.push_back({{Seq(), cidOf(7)}, 50, 2});
    world.messages.push_back({{Seq(), cidOf(8)}, 900, 2});
    const auto boxes = world.boxes();
    world.value = boxes[40].top - 10; // the unsent one is the first on screen
    const auto anchor = ScrollAnchor::take(boxes, world.frame(), true);
    QCOMPARE(anchor.key().cid, cidOf(7));
    world.messages[40].key = {Seq(99), cidOf(7)};
    world.messages.insert(world.messages.begin() + 40, {{Seq(98), {}}, 120, 2}); // someone else was faster
    const int value = anchor.restore(world.boxes(), world.frame());
    QCOMPARE(world.boxes()[41].top - value, 10);
}

void TestScrollAnchor::deletedAnchorHandsOver()
{
    World world;
    for (int i = 0; i < 60; ++i)
        world.messages.push_back({{Seq(i + 1), {}}, 50, 2});
    const auto boxes = world.boxes();
    world.value = boxes[20].top;
    const auto anchor = ScrollAnchor::take(boxes, world.frame(), true);
    QCOMPARE(anchor.key().seq, Seq(21));
    world.messages.erase(world.messages.begin() + 20);
    const int value = anchor.restore(world.boxes(), world.frame());
    // The next one on screen, 22, stands where it stood.
    QCOMPARE(world.boxes()[20].top - value, 52);
}

void TestScrollAnchor::oneCutOffAboveMayGrow()
{
    World world;
    for (int i = 0; i < 60; ++i)
        world.messages.push_back({{Seq(i + 1), {}}, 50, 2});
    const auto boxes = world.boxes();
    world.value = boxes[20].top + 20;
    const auto anchor = ScrollAnchor::take(boxes, world.frame(), true);
    world.messages[20].height = 78; // a reaction under a message that is half above the edge
    const int value = anchor.restore(world.boxes(), world.frame());
    QCOMPARE(world.boxes()[21].top - value, 32);
}

QTEST_APPLESS_MAIN(TestScrollAnchor)
#include "test_scroll_anchor.moc"
