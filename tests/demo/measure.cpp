#include "tests/demo/stage.h"
#include "tests/demo/studio.h"
#include "tests/demo/waiting.h"

#include "core/protocol/derive.h"
#include "ui/composer/composer.h"
#include "ui/composer/message_field.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/caret_rest.h"
#include "ui/window/chat_pane.h"
#include "ui/window/main_window.h"

#include <QElapsedTimer>
#include <QTextStream>
#include <ctime>

using namespace confab;

namespace demo {

namespace {

//! Counts paint events of the whole program, by class.
class PaintCounter : public QObject {
public:
    PaintCounter() { qApp->installEventFilter(this); }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && watched->isWidgetType())
            ++m_paints[QLatin1String(watched->metaObject()->className())];
        return false;
    }
    //! "3 paint events (Label 2, ChatHeader 1)"
    QString summary() const
    {
        int sum = 0;
        QStringList parts;
        for (const auto &[name, count] : m_paints) {
            sum += count;
            parts.append(QStringLiteral("%1 %2").arg(name).arg(count));
        }
        return QStringLiteral("%1 paint events").arg(sum) + (sum ? QStringLiteral(" (%1)").arg(parts.join(QStringLiteral(", "))) : QString());
    }

private:
    std::map<QString, int> m_paints;
};

//! Notes the first paint of a widget after something happened.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(QWidget *widget) { widget->installEventFilter(this); }
    void arm() { m_state = State::Armed; }
    void happened() { m_state = m_state == State::Armed ? State::Due : m_state; }
    bool painted() const { return m_state == State::Painted; }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_state == State::Due)
            m_state = State::Painted;
        return false;
    }

private:
    enum class State { Idle, Armed, Due, Painted };
    State m_state = State::Idle;
};

double percentile(std::vector<double> values, double p)
{
    std::sort(values.begin(), values.end());
    return values[std::size_t(p * double(values.size() - 1))];
}

bool measureGlassToGlass(MainWindow &from, MainWindow &to, Session *receiver, QTextStream &out)
{
    PaintWatch watch(to.pane()->timeline()->viewport());
    QObject::connect(receiver, &Session::changed, &watch, [&watch](const ChangeSet &changes) {
        for (const ChatChange &change : changes.chats)
            if (!change.rows.isEmpty())
                watch.happened();
    });
    MessageField *field = from.pane()->composer()->field();
    std::vector<double> times;
    for (int i = 0; i < 100; ++i) {
        from.pane()->focusComposer();
        QTest::keyClicks(field, QStringLiteral("x%1").arg(i));
        QTest::qWait(30);
        watch.arm();
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(field, Qt::Key_Return);
        if (!waitFor([&] { return watch.painted(); }))
            return false;
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        QTest::qWait(50);
    }
    out << "glass to glass, 100 messages: p50 " << percentile(times, 0.5) << " ms, p95 " << percentile(times, 0.95)
        << " ms, max " << percentile(times, 1.0) << " ms" << Qt::endl;
    return true;
}

} // namespace

bool measure(const QString &folder)
{
    QTextStream out(stdout);
    Stage stage(folder);
    if (!stage.startServer(nullptr) || !stage.enter(QStringLiteral("ines")) || !stage.enter(QStringLiteral("kofi")))
        return false;
    Session *ines = stage.session(QStringLiteral("ines")), *kofi = stage.session(QStringLiteral("kofi"));
    Studio first(ines, {}), second(kofi, {});
    MainWindow from(first.ui), to(second.ui);
    const ChatId chat = directChatOf(ines->self().user, kofi->self().user);
    for (MainWindow *window : {&from, &to}) {
        window->resize(1100, 740);
        window->show();
        window->openChat(chat);
    }
    first.settle();
    if (!measureGlassToGlass(from, to, kofi, out))
        return false;

    QTest::qWait(CaretRest::after + 5'000); // carets come to rest, receipts arrive
    const PaintCounter counter;
    const auto before = std::clock();
    QTest::qWait(60'000);
    out << "60 s idle with a chat open in two windows: " << counter.summary() << ", "
        << double(std::clock() - before) / CLOCKS_PER_SEC / 60 * 100 << " % CPU for both and the server" << Qt::endl;
    return true;
}

} // namespace demo
