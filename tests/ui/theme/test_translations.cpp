#include "ui/common/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTest>

using namespace confab;

class TestTranslations : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        loadTranslations(qApp);
    }

    void englishHasItsPlurals()
    {
        const auto unread = [](int n) { return QCoreApplication::translate("ChatRow", "%n unread message(s)", nullptr, n); };
        QCOMPARE(unread(1), "1 unread message");
        QCOMPARE(unread(5), "5 unread messages");
    }

    void anUnknownLanguageFallsBack()
    {
        QLocale::setDefault(QLocale(QLocale::Esperanto));
        loadTranslations(qApp);
        QCOMPARE(QCoreApplication::translate("ChatRow", "%n unread message(s)", nullptr, 2), "2 unread messages");
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "test_translations.moc"
