#include "ui/chatlist/connection_notice.h"

#include <QCoreApplication>

namespace confab {

namespace {
struct NoticeText {
    Q_DECLARE_TR_FUNCTIONS(ConnectionNotice)
};
}

ConnectionNotice connectionNotice(const ConnectionView &connection, qint64 troubleSince, qint64 now)
{
    ConnectionNotice notice;
    if (connection.phase == ConnectionPhase::Online)
        return notice;
    // What will not mend itself is said at once.
    if (connection.phase == ConnectionPhase::Fatal) {
        notice.title = NoticeText::tr("Not connected");
        notice.banner = connection.reason;
        notice.canRetry = true;
        return notice;
    }
    if (const qint64 quiet = troubleSince + connectionPatience - now; quiet > 0) {
        notice.nextCheck = int(quiet);
        return notice;
    }
    switch (connection.phase) {
    case ConnectionPhase::Updating:
        notice.title = NoticeText::tr("Updating…");
        break;
    case ConnectionPhase::Waiting: {
        notice.title = NoticeText::tr("Connecting…");
        const qint64 left = connection.retryAt - now;
        if (left > 0) {
            const int seconds = int((left + 999) / 1000);
            notice.banner = NoticeText::tr("Reconnecting in %n s", nullptr, seconds);
            notice.canRetry = true;
            notice.nextCheck = int(left - (seconds - 1) * 1000ll); // until the number changes
        }
        break;
    }
    case ConnectionPhase::Offline:
    case ConnectionPhase::Connecting:
        notice.title = NoticeText::tr("Connecting…");
        break;
    case ConnectionPhase::Online:
    case ConnectionPhase::Fatal:
        break;
    }
    return notice;
}

} // namespace confab
