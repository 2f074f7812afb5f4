#include "app/desktop/quit_signals.h"

#include <QSocketNotifier>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace confab {

namespace {

int wakeUp = -1; // the writing end; a handler may do little more than write to it

void handle(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = write(wakeUp, &byte, 1);
}

} // namespace

QuitSignals::QuitSignals(QObject *parent)
    : QObject(parent)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // then the signals end the program as they always do
    wakeUp = ends[1];
    auto *notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, fd = ends[0]] {
        char bytes[16];
        while (read(fd, bytes, sizeof bytes) > 0) { }
        emit received();
    });
    struct sigaction action {};
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    for (int number : {SIGTERM, SIGINT, SIGHUP})
        sigaction(number, &action, nullptr);
}

} // namespace confab
