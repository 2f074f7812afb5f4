#include "ui/common/translations.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace confab;

namespace {

struct Entry {
    bool plural = false;
    bool finished = false;
    QStringList forms; //!< one, or one for each grammatical number
};

struct TextKey {
    QString context, source, comment;
    friend bool operator<(const TextKey &a, const TextKey &b)
    {
        return std::tie(a.context, a.source, a.comment) < std::tie(b.context, b.source, b.comment);
    }
};

using Texts = std::map<TextKey, Entry>;

QString sourceFolder()
{
    return QStringLiteral(CONFAB_SOURCE_DIR);
}

void readMessage(QXmlStreamReader &xml, const QString &context, Texts &into)
{
    TextKey key {context, {}, {}};
    Entry entry;
    entry.plural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            key.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            key.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            entry.finished = xml.attributes().value(QLatin1String("type")).isEmpty();
            if (!entry.plural) {
                entry.forms.append(xml.readElementText());
                continue;
            }
            while (xml.readNextStartElement())
                entry.forms.append(xml.readElementText());
        } else {
            xml.skipCurrentElement();
        }
    }
    into[key] = entry;
}

Texts readTexts(const QString &path)
{
    Texts texts;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return texts;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement())
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("message"))
            readMessage(xml, context, texts);
    }
    return texts;
}

//! "%1", "%n": what a text leaves open, in no order, for languages order their words differently.
QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("%(?:L?n|[0-9])"));
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();)
        found.append(it.next().captured());
    found.sort();
    return found;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void germanHasEveryText();
    void englishHasEveryPlural();
    void formsAndPlaceholdersAgree_data();
    void formsAndPlaceholdersAgree();
    void englishHasItsPlurals();
    void germanIsSpoken();
    void anUnknownLanguageFallsBack();

private:
    static void speak(QLocale::Language language)
    {
        QLocale::setDefault(QLocale(language));
        loadTranslations(qApp);
    }
    static Texts file(const char *language)
    {
        return readTexts(sourceFolder() + QStringLiteral("/resources/translations/confab_%1.ts").arg(QLatin1String(language)));
    }
    QTemporaryDir m_folder;
    Texts m_used; //!< what the sources say, as lupdate reads them
};

void TestTranslations::initTestCase()
{
    const QString out = m_folder.filePath(QStringLiteral("used.ts"));
    QProcess lupdate;
    lupdate.setWorkingDirectory(sourceFolder());
    lupdate.start(QStringLiteral(CONFAB_LUPDATE),
        {"-I", ".", "-locations", "none", "-silent", "ui", "app/desktop", "app/app.cpp", "core", "-ts", out});
    QVERIFY2(lupdate.waitForFinished(120'000), "lupdate does not end: it loops on calls inside the count of a plural");
    QCOMPARE(lupdate.exitCode(), 0);
    m_used = readTexts(out);
    QVERIFY(m_used.size() > 500);
}

void TestTranslations::germanHasEveryText()
{
    const auto german = file("de");
    QStringList missing, left;
    for (const auto &[key, entry] : m_used) {
        const auto it = german.find(key);
        if (it == german.end() || !it->second.finished || it->second.forms.value(0).isEmpty())
            missing.append(key.context + QStringLiteral(": ") + key.source);
    }
    for (const auto &[key, entry] : german)
        if (!m_used.contains(key))
            left.append(key.context + QStringLiteral(": ") + key.source);
    QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("not translated:\n") + missing.join('\n')));
    if (!left.isEmpty()) // harmless; lupdate -no-obsolete takes them out
        qInfo("%d texts are translated and not used", int(left.size()));
}

void TestTranslations::englishHasEveryPlural()
{
    const auto english = file("en");
    QStringList missing;
    for (const auto &[key, entry] : m_used)
        if (entry.plural && !english.contains(key))
            missing.append(key.context + QStringLiteral(": ") + key.source);
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join('\n')));
}

void TestTranslations::formsAndPlaceholdersAgree_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("en");
    QTest::newRow("German") << QStringLiteral("de");
}

void TestTranslations::formsAndPlaceholdersAgree()
{
    QFETCH(QString, language);
    const auto texts = file(qPrintable(language));
    QVERIFY(!texts.empty());
    for (const auto &[key, entry] : texts) {
        QVERIFY2(entry.finished, qPrintable(key.source));
        QCOMPARE(entry.forms.size(), entry.plural ? 2 : 1);
        for (const QString &form : entry.forms) {
            QVERIFY2(!form.isEmpty(), qPrintable(key.source));
            QVERIFY2(placeholders(form) == placeholders(key.source), qPrintable(key.source + QStringLiteral(" | ") + form));
        }
    }
}

void TestTranslations::englishHasItsPlurals()
{
    speak(QLocale::English);
    const auto unread = [](int n) { return QCoreApplication::translate("ChatRow", "%n unread message(s)", nullptr, n); };
    QCOMPARE(unread(1), "1 unread message");
    QCOMPARE(unread(5), "5 unread messages");
}

void TestTranslations::germanIsSpoken()
{
    speak(QLocale::German);
    const auto unread = [](int n) { return QCoreApplication::translate("ChatRow", "%n unread message(s)", nullptr, n); };
    QCOMPARE(unread(1), "1 ungelesene Nachricht");
    QCOMPARE(unread(5), "5 ungelesene Nachrichten");
    // Texts of classes, of functions outside them, and of core.
    QCOMPARE(QCoreApplication::translate("confab::OnboardingPage", "Welcome to Confab"), "Willkommen bei Confab");
    QCOMPARE(QCoreApplication::translate("confab::Timeline", "edited"), "bearbeitet");
    QCOMPARE(QCoreApplication::translate("confab::SessionError", "This was not found."), "Das wurde nicht gefunden.");
}

void TestTranslations::anUnknownLanguageFallsBack()
{
    speak(QLocale::Esperanto);
    QCOMPARE(QCoreApplication::translate("ChatRow", "%n unread message(s)", nullptr, 2), "2 unread messages");
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "test_translations.moc"
