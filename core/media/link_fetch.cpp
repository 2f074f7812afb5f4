#include "core/media/link_fetch.h"

#include "core/media/link_page.h"

#include <QCoreApplication>

namespace confab {

namespace {

constexpr qint64 largest = 1024 * 1024; // bytes
constexpr std::chrono::seconds patience {5};

} // namespace

void fetchLinkPreview(QNetworkAccessManager &network, QThreadPool &pool, const QString &url,
    std::function<bool(const QUrl &, const QHostAddress &)> allows, std::function<void(const Result<LinkPreview, MediaError> &)> done)
{
    const SmallFetch page {QUrl(url, QUrl::StrictMode), largest, patience, allows};
    fetchSmall(network, page, [&network, &pool, url, allows, done = std::move(done)](const SmallAnswer &answer) {
        LinkPage read;
        if (answer.status == 200 && (answer.type == QLatin1String("text/html") || answer.type == QLatin1String("application/xhtml+xml")))
            read = readLinkPage(answer.bytes, answer.url);
        read.preview.url = url.left(2048); // what the user wrote, not where it leads
        if (read.preview.title.isEmpty()) {
            done(Failure {MediaError {ErrorCode::NotFound, QCoreApplication::translate("Media", "The page says nothing of itself."), false}});
            return;
        }
        if (read.picture.isEmpty()) {
            done(read.preview);
            return;
        }
        fetchSmall(network, {read.picture, largest, patience, allows}, [&pool, done, preview = read.preview](const SmallAnswer &fetched) {
            pool.start([done, preview, bytes = fetched.bytes] {
                LinkPreview whole = preview;
                whole.picture = linkPicture(bytes);
                done(whole);
            });
        });
    });
}

} // namespace confab
