// Scrolls through 2,000 pictures as fast as the event loop lets it and prints what that cost the GUI thread:
//
//     QT_QPA_PLATFORM=offscreen build/release/bin/media-bench [--pictures 2000]

#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "tests/ui/timeline/media_samples.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QTest>
#include <algorithm>
#include <cstdio>

using namespace confab;
using namespace confab::test;

namespace {

double residentMb(const char *field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const auto &line : status.readAll().split('\n'))
        if (line.startsWith(field))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    return 0;
}

//! How long the GUI thread was kept at a time, by what it was kept with.
struct Figures {
    std::vector<double> turns; //!< ms
    void print(const char *what)
    {
        std::sort(turns.begin(), turns.end());
        const auto at = [&](double part) { return turns[std::min(turns.size() - 1, size_t(double(turns.size()) * part))]; };
        const auto late = std::count_if(turns.begin(), turns.end(), [](double t) { return t > 16; });
        std::printf("%-24s %6zu turns  p50 %.2f  p95 %.2f  p99 %.2f  max %.2f ms  over 16 ms: %td\n", what, turns.size(),
            at(0.5), at(0.95), at(0.99), turns.back(), late);
    }
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const auto arguments = app.arguments();
    const int count = std::max(10, arguments.indexOf("--pictures") > 0 ? arguments.value(arguments.indexOf("--pictures") + 1).toInt() : 2000);
    FakeSession session;
    TestUi ui(&session);
    ui.theme.setReducedMotion(false);
    // Some contents, each sent many times under keys of its own: each is decoded anew.
    QList<QByteArray> photos;
    for (int i = 0; i < 24; ++i)
        photos += samplePhoto(i % 3 ? QSize(1280, 960) : QSize(960, 1280), QColor::fromHsv(i * 15, 140, 180));
    QList<Attachment> files;
    for (int i = 0; i < count; ++i) {
        const QSize size = i % 24 % 3 ? QSize(1280, 960) : QSize(960, 1280);
        files += session.files.add(photos[i % 24], "image/jpeg", "p.jpg", size);
        files.last().preview = samplePreview(QColor::fromHsv(i * 15 % 360, 140, 180));
        session.say(session.withTomasz, {i % 3 ? session.tomasz : session.me, {}, {}, 0, {files.last()}, {}});
    }
    session.flush();
    const double before = residentMb("VmRSS:");
    TimelineView view(ui.context());
    present(&view, {760, 700});
    view.openChat(session.withTomasz);
    if (!QTest::qWaitFor([&] { return view.isReady(); }, 10'000))
        return 1;
    QTest::qWait(500);

    Figures scrolling;
    QElapsedTimer clock, whole;
    whole.start();
    int jumps = 0;
    qint64 lastPaint = 0;
    while (whole.elapsed() < 300'000) {
        auto *bar = view.verticalScrollBar();
        const auto &model = view.model();
        if (bar->value() == 0 && !model.moreBefore())
            break;
        // What stands in the middle, and where: after the turn it stands a step lower, nowhere else.
        const auto key = [&] {
            for (const auto &item : model.items())
                if (const auto rect = view.bubbleRect(item.key()); rect.bottom() > view.viewport()->height() / 2)
                    return item.key();
            return ItemKey();
        }();
        const int y = view.bubbleRect(key).top();
        const int value = bar->value();
        clock.start();
        bar->setValue(value - 90);
        const int moved = value - bar->value();
        QCoreApplication::processEvents();
        scrolling.turns.push_back(double(clock.nsecsElapsed()) / 1e6);
        const auto rect = view.bubbleRect(key);
        if (!rect.isEmpty() && rect.top() - y != moved)
            ++jumps;
        // A display shows 60 pictures a second.
        lastPaint = whole.elapsed();
        while (whole.elapsed() - lastPaint < 8) {
            clock.start();
            QCoreApplication::processEvents();
            if (const double took = double(clock.nsecsElapsed()) / 1e6; took > 0.05)
                scrolling.turns.push_back(took);
            QThread::usleep(500);
        }
    }
    const double seconds = double(whole.elapsed()) / 1000;
    scrolling.print("scrolling");
    std::printf("%d pictures in %.1f s; jumps: %d; resident: %.0f MB before the window, %.0f MB now, %.0f MB at most; decoded: %.1f MB held\n",
        count, seconds, jumps, before, residentMb("VmRSS:"), residentMb("VmHWM:"), double(ui.media->pictures.usedBytes()) / 1e6);
    return jumps == 0 ? 0 : 1;
}
