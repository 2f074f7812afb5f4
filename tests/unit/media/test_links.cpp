#include "core/media/link_fetch.h"
#include "core/media/link_page.h"
#include "core/media/picture.h"
#include "core/net/public_address.h"
#include "tests/unit/net/scripted_http.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QTest>

using namespace confab;
using namespace confab::test;

// Previews of links: the pages are hostile, and whoever writes a link must not reach into the reader's network.

namespace {

QByteArray page(const QByteArray &html, const QByteArray &type = "text/html; charset=utf-8")
{
    return ScriptedHttp::answer("200 OK", "Content-Type: " + type + "\r\n", html);
}

QByteArray png(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return bytes;
}

//! Stands for the public internet: this server, but no other address and no other name's.
bool onlyLocalhost(const QUrl &, const QHostAddress &address)
{
    return address == QHostAddress(QHostAddress::LocalHost);
}

struct Fetcher {
    QNetworkAccessManager network;
    QThreadPool pool;
    ~Fetcher() { pool.waitForDone(); }
    Result<LinkPreview, MediaError> fetch(const QString &url, std::function<bool(const QUrl &, const QHostAddress &)> allows = onlyLocalhost)
    {
        QObject context;
        std::optional<Result<LinkPreview, MediaError>> outcome;
        fetchLinkPreview(network, pool, url, std::move(allows), [&](const Result<LinkPreview, MediaError> &preview) {
            QMetaObject::invokeMethod(&context, [&outcome, preview] { outcome.emplace(preview); }, Qt::QueuedConnection);
        });
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 15'000))
            qFatal("a preview ends");
        return *outcome;
    }
};

} // namespace

class LinksTest : public QObject {
    Q_OBJECT
private slots:
    void whatPagesSay_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("description");
        QTest::addColumn<QString>("picture");
        const auto row = [](const char *name, const QByteArray &html, const char *title, const char *description = "", const char *picture = "") {
            QTest::newRow(name) << html << QString::fromUtf8(title) << QString::fromUtf8(description) << QString::fromUtf8(picture);
        };
        row("og", "<head><meta property='og:title' content='A walk'><meta property=\"og:description\" content=\"Up a hill\">"
                  "<meta property='og:image' content='/pic.jpg'></head>", "A walk", "Up a hill", "https://example.org/pic.jpg");
        row("upper case and spaces", "<META  PROPERTY = 'OG:TITLE'  CONTENT = 'Loud'>", "Loud");
        row("content first", "<meta content='Back to front' property='og:title'>", "Back to front");
        row("title and description", "<title lang=en>\n  Plain &amp; simple </title><meta name=description content='words'>", "Plain & simple", "");
        row("quoted description", "<title>T</title><meta name='description' content='words'>", "T", "words");
        row("entities", "<title>&#72;&#x69; &lt;b&gt; &quot;x&quot; &amp;amp;</title>", "Hi <b> \"x\" &amp;");
        row("hostile entities", "<title>a&#0;b&#xD800;c&#x110000;d&#9999999999;</title>", "a b c d&#9999999999;");
        row("no charset, UTF-8", "<title>Gr\xc3\xbc\xc3\x9f" "e</title>", "Grüße");
        row("latin1", "<meta charset=iso-8859-1><title>Gr\xfc\xdf" "e</title>", "Grüße");
        row("unknown charset", "<meta charset=klingon><title>x</title>", "x");
        row("first one counts", "<meta property='og:title' content='one'><meta property='og:title' content='two'>", "one");
        row("unclosed", "<meta property='og:title' content='never ends", "");
        row("nothing", "", "");
        row("binary", QByteArray("\0\xff\xfe\x01<title>", 12), "");
        row("script in the picture", "<title>t</title><meta property='og:image' content='javascript:alert(1)'>", "t", "", "javascript:alert(1)");
    }
    void whatPagesSay()
    {
        QFETCH(QByteArray, html);
        QFETCH(QString, title);
        QFETCH(QString, description);
        QFETCH(QString, picture);
        const LinkPage read = readLinkPage(html, QUrl("https://example.org/walks/1"));
        QCOMPARE(read.preview.title, title);
        QCOMPARE(read.preview.description, description);
        QCOMPARE(read.picture.toString(), picture);
    }

    void hostilePagesAreBounded()
    {
        QElapsedTimer timer;
        timer.start();
        const QByteArray many = QByteArray("<meta property='og:title'").repeated(40'000); // never closed
        const QByteArray names = [] {
            QByteArray html;
            for (int i = 0; i < 20'000; ++i)
                html += "<meta name='n" + QByteArray::number(i) + "' content='" + QByteArray(20, 'v') + "'>";
            return html;
        }();
        const QByteArray open = QByteArray("<").repeated(1'000'000), entities = "<title>" + QByteArray("&#65;").repeated(200'000);
        for (const QByteArray &html : {many, names, open, entities, "<title>" + QByteArray(1'000'000, 't')}) {
            const LinkPage read = readLinkPage(html, QUrl("https://example.org/" + QString(9'000, 'u')));
            QVERIFY(read.preview.title.size() <= 200 && read.preview.description.size() <= 400 && read.preview.url.size() <= 2'048);
        }
        qInfo("five hostile pages: %lld ms", qlonglong(timer.elapsed()));
        const QString longWords(5'000, 'w');
        const LinkPage read = readLinkPage(("<meta property='og:title' content='" + longWords + "'><meta property='og:description' content='"
            + longWords.left(3'000) + "'>").toUtf8(), QUrl("https://example.org"));
        QVERIFY(read.preview.title.size() <= 200);
        QVERIFY(read.preview.description.size() <= 400);
    }

    void picturesOfLinksFitIntoAMessage()
    {
        const QByteArray small = linkPicture(png({1'200, 630}));
        QVERIFY(!small.isEmpty() && small.size() <= 4'096);
        QVERIFY(linkPicture("<svg xmlns='http://www.w3.org/2000/svg'/>").isEmpty());
        QVERIFY(linkPicture({}).isEmpty());
        QVERIFY(linkPicture(png({100, 100}).left(50)).isEmpty());
    }

    void aPageIsFetchedWithItsPicture()
    {
        const ScriptedHttp server([](const auto &request) {
            return ScriptedHttp::Reply {request.path == "/pic.png" ? ScriptedHttp::answer("200 OK", "Content-Type: image/png\r\n", png({300, 200}))
                                                                   : page("<title>Hello</title><meta property='og:image' content='/pic.png'>"), false};
        });
        Fetcher fetcher;
        const auto preview = fetcher.fetch(server.origin() + "/page");
        QVERIFY(preview.has_value());
        QCOMPARE(preview->title, QStringLiteral("Hello"));
        QCOMPARE(preview->url, server.origin() + "/page");
        QVERIFY(!preview->picture.isEmpty());
        for (const auto &request : server.requests) {
            QVERIFY(request.header("Cookie").isEmpty() && request.header("Referer").isEmpty());
            QCOMPARE(request.header("User-Agent"), QByteArray("Confab"));
        }
    }

    void pagesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("reply");
        const QByteArray title = "<title>no</title>";
        QTest::newRow("404") << ScriptedHttp::answer("404 Not Found", "Content-Type: text/html\r\n", title);
        QTest::newRow("500") << ScriptedHttp::answer("500 Oops", "Content-Type: text/html\r\n", title);
        QTest::newRow("not HTML") << page(title, "application/pdf");
        QTest::newRow("no type") << ScriptedHttp::answer("200 OK", {}, title);
        QTest::newRow("no title") << page("<p>hello</p>");
        QTest::newRow("huge") << page(title + QByteArray(1'100'000, ' '));
        QTest::newRow("huge by its word alone") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\n") + QByteArray(1'200'000, ' ');
        QTest::newRow("round and round") << ScriptedHttp::answer("302 Found", "Location: /again\r\n");
        QTest::newRow("redirect to a file") << ScriptedHttp::answer("302 Found", "Location: file:///etc/hostname\r\n");
        QTest::newRow("redirect with a password") << ScriptedHttp::answer("302 Found", "Location: http://a:b@127.0.0.1/\r\n");
        QTest::newRow("rubbish") << QByteArray("220 mail.example.org ESMTP\r\n\r\n");
    }
    void pagesThatAreNone()
    {
        QFETCH(QByteArray, reply);
        const ScriptedHttp server([&](const auto &) { return ScriptedHttp::Reply {reply, false}; });
        Fetcher fetcher;
        QVERIFY(!fetcher.fetch(server.origin() + "/"));
        QVERIFY(server.requests.size() >= 1 && server.requests.size() <= 4); // at most three redirects
    }

    void aSilentPageEndsInTime()
    {
        const ScriptedHttp server([](const auto &) { return ScriptedHttp::Reply {}; });
        Fetcher fetcher;
        QVERIFY(!fetcher.fetch(server.origin() + "/"));
    }

    void privateAddressesAreRefused_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url : {"http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
                 "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
                 "http://0.0.0.0/", "http://[fe80::1]/", "http://[fc00::1]/", "http://224.0.0.1/", "ftp://example.org/", "file:///etc/hostname",
                 "http://", "not a url", "http://user:pw@example.org/"})
            QTest::newRow(url) << QString(url);
    }
    void privateAddressesAreRefused()
    {
        QFETCH(QString, url);
        Fetcher fetcher;
        QVERIFY(!fetcher.fetch(url, isPublicWeb));
    }
    void otherPortsThanTheWebsAreRefused()
    {
        const QHostAddress open("93.184.216.34");
        QVERIFY(isPublicWeb(QUrl("http://example.org/"), open));
        QVERIFY(isPublicWeb(QUrl("https://example.org:443/"), open));
        QVERIFY(!isPublicWeb(QUrl("https://example.org:22/"), open));
        QVERIFY(!isPublicWeb(QUrl("http://example.org:8080/"), open));
        QVERIFY(!isPublicWeb(QUrl("http://example.org/"), QHostAddress("10.1.2.3")));
    }

    //! A public page leads to a private one: by address, and by a name that resolves to it.
    void redirectsIntoThePrivateNetworkAreRefused()
    {
        const ScriptedHttp secret([](const auto &) { return ScriptedHttp::Reply {page("<title>router</title>"), false}; }, false, QHostAddress("127.0.0.2"));
        const auto notTheSecretOne = [](const QUrl &url, const QHostAddress &address) {
            return onlyLocalhost(url, address) && url.host() != QLatin1String("localhost"); // as isPublicWeb would judge what that resolves to
        };
        for (const QString &target : {"http://127.0.0.2:" + QString::number(secret.port()) + "/", "http://localhost:" + QString::number(secret.port()) + "/"}) {
            const ScriptedHttp open([&](const auto &) {
                return ScriptedHttp::Reply {ScriptedHttp::answer("301 Moved", "Location: " + target.toLatin1() + "\r\n"), false};
            });
            Fetcher fetcher;
            QVERIFY(!fetcher.fetch(open.origin() + "/", notTheSecretOne));
            QCOMPARE(open.requests.size(), 1);
        }
        // The same for the picture that a page names.
        const ScriptedHttp page([&](const auto &) {
            return ScriptedHttp::Reply {::page("<title>t</title><meta property='og:image' content='http://127.0.0.2:" + QByteArray::number(secret.port()) + "/'>"), false};
        });
        Fetcher fetcher;
        const auto preview = fetcher.fetch(page.origin() + "/");
        QVERIFY(preview.has_value() && preview->picture.isEmpty());
        QVERIFY(secret.requests.isEmpty());
    }

    //! The address that was looked at is the one that is asked; the name goes along in Host.
    void namesAreLookedUpOnce()
    {
        const ScriptedHttp server([](const auto &) { return ScriptedHttp::Reply {page("<title>here</title>"), false}; });
        int looks = 0;
        Fetcher fetcher;
        const auto preview = fetcher.fetch("http://localhost:" + QString::number(server.port()) + "/", [&](const QUrl &url, const QHostAddress &address) {
            looks += url.host() == QLatin1String("localhost") && address.isLoopback();
            return true;
        });
        QVERIFY(looks >= 1);
        if (preview) // where localhost is ::1 first, nobody listens there
            QCOMPARE(server.requests.first().header("Host"), QByteArray("localhost"));
    }
};

QTEST_GUILESS_MAIN(LinksTest)
#include "test_links.moc"
