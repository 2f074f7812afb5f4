#include "ui/settings/storage_pane.h"

#include "core/protocol/limits.h"
#include "core/session/session.h"
#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/common/measure_text.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/menu.h"
#include "ui/common/option_row.h"
#include "ui/common/segments.h"
#include "ui/settings/clear_storage_sheet.h"
#include "ui/settings/usage_view.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>
#include <limits>

namespace confab {

namespace {

constexpr int chatsShown = 5;
constexpr qint64 mega = 1024 * 1024;
constexpr qint64 noLimit = std::numeric_limits<qint64>::max();

constexpr qint64 AutoDownload::*fields[]
    = {&AutoDownload::photos, &AutoDownload::videos, &AutoDownload::voice, &AutoDownload::files};

QString binarySize(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 0, QLocale::DataSizeTraditionalFormat);
}

QString ruleText(qint64 bytes)
{
    if (bytes <= 0)
        return StoragePane::tr("Never");
    if (bytes >= limits::attachment)
        return StoragePane::tr("Always");
    return StoragePane::tr("Up to %1").arg(binarySize(bytes));
}

QString limitText(qint64 bytes) { return bytes == noLimit ? StoragePane::tr("No limit") : binarySize(bytes); }

} // namespace

StoragePane::StoragePane(const UiContext &context, QWidget *parent)
    : SettingsPane(context, tr("Storage and data"), parent)
{
    buildUsage();
    buildRules();
    refreshRules();
}

void StoragePane::buildUsage()
{
    addSection(tr("On this device"));
    m_total = new Label(m_ui, TextRole::Page, Token::TextPrimary);
    column()->addWidget(m_total);
    m_note = new Label(m_ui, TextRole::Small, Token::TextSecondary, tr("Counting…"));
    column()->addWidget(m_note);
    m_retry = new Button(m_ui, Button::Kind::Text, tr("Try again"));
    m_retry->hide();
    column()->addWidget(m_retry, 0, Qt::AlignLeading);
    column()->addSpacing(12);
    m_bar = new UsageBar(m_ui);
    m_bar->hide();
    column()->addWidget(m_bar);
    column()->addSpacing(12);
    m_clear = new Button(m_ui, Button::Kind::Secondary, tr("Free up space…"));
    m_clear->setIconName(QStringLiteral("trash"));
    m_clear->hide();
    column()->addWidget(m_clear, 0, Qt::AlignLeading);

    m_chatsTitle = addSection(tr("Chats"));
    m_chatsTitle->hide();
    m_chats = new QVBoxLayout;
    m_chats->setSpacing(0);
    column()->addLayout(m_chats);
    m_more = new Button(m_ui, Button::Kind::Text, tr("Show all"));
    m_more->hide();
    column()->addWidget(m_more, 0, Qt::AlignLeading);

    connect(m_retry, &Button::clicked, this, &StoragePane::measure);
    connect(m_clear, &Button::clicked, this, [this] { openClear({}); });
    connect(m_more, &Button::clicked, this, [this] {
        m_all = true;
        showChats();
        if (m_rows.size() > chatsShown)
            m_rows.at(chatsShown)->setFocus();
    });
}

OptionRow *StoragePane::addChoice(const QString &title, const QString &description)
{
    auto *row = new OptionRow(m_ui, {}, title);
    row->setDescription(description);
    row->setHorizontalPadding(0);
    addRow(row);
    return row;
}

void StoragePane::buildRules()
{
    addSection(tr("Downloaded files"));
    m_limit = addChoice(tr("Keep at most"), tr("What was not opened for longest goes first. Files that you sent do not count."));
    connect(m_limit, &OptionRow::clicked, this, &StoragePane::chooseLimit);

    addSection(tr("Download without asking"));
    m_where = new Segments(m_ui, tr("Kind of chat"), {tr("Direct chats"), tr("Groups")});
    column()->addWidget(m_where);
    column()->addSpacing(8);
    const QStringList titles {mediaKindName(MediaKind::Photo), mediaKindName(MediaKind::Video),
        mediaKindName(MediaKind::Voice), mediaKindName(MediaKind::File)};
    for (int i = 0; i < titles.size(); ++i) {
        m_rules += addChoice(titles.at(i), {});
        connect(m_rules.last(), &OptionRow::clicked, this, [this, i] { chooseRule(i); });
    }
    connect(m_where, &Segments::chosen, this, &StoragePane::refreshRules);

    addSection(tr("Links"));
    m_links = addChoice(tr("Link previews"),
        tr("This computer asks the address that you write for a title and a picture, so its server sees you. "
           "Those who receive the message ask nobody."));
    connect(m_links->addSwitch(), &Switch::clicked, this, [this](bool on) {
        auto settings = m_ui.session->media().settings();
        settings.linkPreviews = on;
        m_ui.session->media().setSettings(settings);
    });
}

// ---- what is used ----

void StoragePane::showEvent(QShowEvent *event)
{
    SettingsPane::showEvent(event);
    measure();
    refreshRules();
}

void StoragePane::measure()
{
    m_retry->hide();
    if (m_total->text().isEmpty())
        m_note->setText(tr("Counting…"));
    m_note->setColor(Token::TextSecondary);
    whenDone(m_ui.session->media().storageUse(), this, [this](const Outcome<StorageUse> &outcome) {
        if (outcome)
            return showUse(*outcome);
        m_note->setColor(Token::Danger);
        m_note->setText(outcome.error().message);
        m_retry->show();
    });
}

QList<StorageUse::Kind> StoragePane::kindsOf(const ChatId &chat) const
{
    QMap<MediaKind, StorageUse::Kind> sums;
    for (const auto &one : m_use.chats) {
        if (!chat.isNull() && one.chat != chat)
            continue;
        for (const auto &kind : one.kinds) {
            auto &sum = sums[kind.kind];
            sum.kind = kind.kind;
            sum.bytes += kind.bytes;
            sum.files += kind.files;
        }
    }
    auto kinds = sums.values();
    std::sort(kinds.begin(), kinds.end(), [](const auto &a, const auto &b) { return a.bytes > b.bytes; });
    return kinds;
}

void StoragePane::showUse(const StorageUse &use)
{
    m_use = use;
    const auto kinds = kindsOf({});
    m_total->setText(sizeText(use.media + use.database));
    qint64 counted = 0;
    for (const auto &kind : kinds)
        counted += kind.bytes;
    QString note = tr("%1 in files, %2 in messages").arg(sizeText(use.media), sizeText(use.database));
    if (counted > use.media)
        note += u' ' + tr("A file that is in several chats counts in each of them.");
    m_note->setText(kinds.isEmpty() ? tr("No files yet; messages take %1.").arg(sizeText(use.database)) : note);
    m_bar->setKinds(kinds);
    m_bar->setVisible(!kinds.isEmpty());
    m_clear->setVisible(!kinds.isEmpty());
    showChats();
}

void StoragePane::showChats()
{
    const int count = m_all ? int(m_use.chats.size()) : std::min<int>(chatsShown, int(m_use.chats.size()));
    while (m_rows.size() > count)
        m_rows.takeLast()->deleteLater();
    while (m_rows.size() < count) {
        auto *row = new UsageRow(m_ui);
        const int index = int(m_rows.size());
        connect(row, &UsageRow::clicked, this, [this, index] { openClear(m_use.chats.value(index).chat); });
        m_chats->addWidget(row);
        m_rows += row;
    }
    const qint64 largest = m_use.chats.isEmpty() ? 1 : std::max<qint64>(1, m_use.chats.first().bytes);
    for (int i = 0; i < count; ++i) {
        const auto &use = m_use.chats.at(i);
        const auto summary = m_ui.session->chat(use.chat);
        m_rows.at(i)->setUse(summary ? AvatarSpec::of(*summary, *m_ui.session) : AvatarSpec(),
            summary ? oneLine(chatTitle(*summary, *m_ui.session)) : tr("A chat that is gone"), use.bytes,
            qreal(use.bytes) / qreal(largest));
    }
    m_chatsTitle->setVisible(count > 0);
    const int chats = int(m_use.chats.size());
    m_more->setText(tr("Show all %n chat(s)", nullptr, chats));
    m_more->setAccessibleName(m_more->text());
    m_more->setVisible(count < m_use.chats.size());
}

void StoragePane::openClear(const ChatId &chat)
{
    const auto summary = m_ui.session->chat(chat);
    const QString name = summary ? oneLine(chatTitle(*summary, *m_ui.session), 60) : tr("a chat that is gone");
    auto *sheet = new ClearStorageSheet(m_ui, this, chat, name, kindsOf(chat));
    connect(sheet, &ClearStorageSheet::cleared, this, &StoragePane::measure);
    sheet->open();
}

// ---- rules ----

void StoragePane::refreshRules()
{
    const auto settings = m_ui.session->media().settings();
    const auto &rules = m_where->current() == 0 ? settings.direct : settings.groups;
    for (int i = 0; i < m_rules.size(); ++i)
        m_rules.at(i)->setValue(ruleText(rules.*fields[i]));
    m_limit->setValue(limitText(settings.cacheBytes));
    m_links->toggle()->setChecked(settings.linkPreviews);
}

void StoragePane::chooseRule(int rule)
{
    auto *menu = new PopupMenu(m_ui, this);
    for (const qint64 bytes : {qint64(0), mega, 8 * mega, 50 * mega, 500 * mega, limits::attachment}) {
        menu->addItem({}, ruleText(bytes), [this, rule, bytes] {
            auto settings = m_ui.session->media().settings();
            AutoDownload &rules = m_where->current() == 0 ? settings.direct : settings.groups;
            rules.*fields[rule] = bytes;
            m_ui.session->media().setSettings(settings);
            refreshRules();
        });
    }
    auto *row = m_rules.at(rule);
    menu->popupOnce(row->mapToGlobal(QPoint(isRightToLeft() ? 0 : row->width() - menu->sizeHint().width(), row->height())));
}

void StoragePane::chooseLimit()
{
    auto *menu = new PopupMenu(m_ui, this);
    for (const qint64 bytes : {512 * mega, 1024 * mega, 2048 * mega, 5 * 1024 * mega, 10 * 1024 * mega, noLimit}) {
        menu->addItem({}, limitText(bytes), [this, bytes] {
            auto settings = m_ui.session->media().settings();
            settings.cacheBytes = bytes;
            m_ui.session->media().setSettings(settings);
            refreshRules();
        });
    }
    menu->popupOnce(m_limit->mapToGlobal(QPoint(isRightToLeft() ? 0 : m_limit->width() - menu->sizeHint().width(), m_limit->height())));
}

} // namespace confab
