#include "tests/ui/support/ui_probe.h"

#include "core/session/session.h"
#include "ui/common/accessible_list.h"
#include "ui/theme/style.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QTest>

namespace confab::test {

TestUi::TestUi(Session *world, Theme::Mode mode, qint64 clock)
    : now(clock ? clock : QDateTime::currentMSecsSinceEpoch())
    , session(world)
{
    installAccessibility();
    theme.setMode(mode);
    theme.setReducedMotion(true);
    installStyle(&theme, qApp);
}

UiContext TestUi::context()
{
    UiContext context;
    context.session = session;
    context.theme = &theme;
    context.icons = &icons;
    context.avatars = &avatars;
    avatars.setLibrary(session ? &session->media() : nullptr);
    context.motion = &motion;
    context.settings = &settings;
    context.now = [this] { return now; };
    if (session && !media)
        media = std::make_unique<MediaDesk>(context, player);
    context.media = media.get();
    return context;
}

QWidget *named(const QWidget *root, const QString &name) { return named<QWidget>(root, name); }

namespace {

void collect(QAccessibleInterface *item, int depth, QString *out)
{
    if (!item || !item->isValid() || depth > 40 || item->state().invisible)
        return;
    for (const auto kind : {QAccessible::Name, QAccessible::Value, QAccessible::Description}) {
        const auto text = item->text(kind);
        if (!text.isEmpty())
            *out += text + '\n';
    }
    if (auto *text = item->textInterface())
        *out += text->text(0, text->characterCount()) + '\n';
    for (int i = 0; i < item->childCount(); ++i)
        collect(item->child(i), depth + 1, out);
}

} // namespace

QString readable(const QWidget *root)
{
    QString out;
    collect(QAccessible::queryAccessibleInterface(const_cast<QWidget *>(root)), 0, &out);
    return out;
}

bool shows(const QWidget *root, const QString &part) { return readable(root).contains(part); }

void click(QWidget *widget)
{
    QVERIFY2(widget, "nothing to click");
    QVERIFY2(widget->isEnabled(), qPrintable("disabled: " + widget->accessibleName()));
    QTest::mouseClick(widget, Qt::LeftButton);
}

void typeText(QWidget *window, const QString &text)
{
    auto *target = window->window()->focusWidget() ? window->window()->focusWidget() : window;
    for (const auto c : text) {
        if (c.unicode() < 0x80)
            QTest::keyClick(target, c.toLatin1());
        else
            QTest::sendKeyEvent(QTest::Click, target, Qt::Key_unknown, QString(c), Qt::NoModifier);
    }
}

void press(QWidget *window, int key, Qt::KeyboardModifiers modifiers)
{
    auto *target = window->window()->focusWidget() ? window->window()->focusWidget() : window;
    QTest::keyClick(target, Qt::Key(key), modifiers);
}

QStringList unnamedFocusables(const QWidget *root)
{
    QStringList list;
    for (auto *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisible() || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus)
            || widget->focusProxy())
            continue;
        const auto *item = QAccessible::queryAccessibleInterface(widget);
        if (!item || item->text(QAccessible::Name).trimmed().isEmpty())
            list.append(QStringLiteral("%1 in %2")
                            .arg(widget->metaObject()->className(),
                                widget->parentWidget()->metaObject()->className()));
    }
    return list;
}

QStringList tabOrder(QWidget *window)
{
    QStringList names;
    QSet<QWidget *> seen;
    for (int i = 0; i < 400; ++i) {
        press(window, Qt::Key_Tab);
        auto *now = window->window()->focusWidget();
        if (!now || seen.contains(now))
            break;
        seen.insert(now);
        const auto *item = QAccessible::queryAccessibleInterface(now);
        names.append(item ? item->text(QAccessible::Name) : QString());
    }
    return names;
}

void present(QWidget *widget, const QSize &size)
{
    widget->resize(size);
    widget->show();
    QApplication::setActiveWindow(widget->window());
    QVERIFY(QTest::qWaitForWindowActive(widget->window()));
}

void shoot(QWidget *widget, const QString &name)
{
    const auto folder = qEnvironmentVariable("CONFAB_SHOTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    QTest::qWait(30); // lets layouts that were asked for in this turn settle
    QVERIFY(widget->grab().save(QStringLiteral("%1/%2.png").arg(folder, name)));
}

} // namespace confab::test
