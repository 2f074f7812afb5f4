#include "app/cli/file_commands.h"

#include "app/cli/delivery.h"
#include "core/video/video_facts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QMimeDatabase>
#include <QTextStream>
#include <cstdio>
#include <unistd.h>

namespace confab::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

//! How far a file is, on one line of a terminal; elsewhere nothing.
class Progress {
public:
    explicit Progress(Client &client)
        : m_shown(isatty(fileno(stderr)))
    {
        QObject::connect(&client.session().media(), &MediaLibrary::transferChanged, &m_context, [this](const TransferView &transfer) {
            moved = moved || transfer.phase == TransferPhase::Running || transfer.phase == TransferPhase::Preparing;
            if (!m_shown || transfer.total <= 0)
                return;
            m_printed = true;
            QTextStream(stderr) << '\r' << transfer.done * 100 / transfer.total << " %  " << transfer.done / 1'000'000 << " / "
                                << transfer.total / 1'000'000 << " MB  ";
        });
    }
    ~Progress()
    {
        if (m_printed)
            QTextStream(stderr) << '\n';
    }
    Q_DISABLE_COPY_MOVE(Progress)

    bool moved = false; //!< since this was set to false

private:
    bool m_shown;
    bool m_printed = false;
    QObject m_context;
};

//! A name in `folder` that is not taken: what is there is never overwritten.
QString freePath(const QDir &folder, const QString &name)
{
    const QString safe = safeFileName(name);
    const auto dot = safe.lastIndexOf('.');
    const QString stem = dot > 0 ? safe.left(dot) : safe;
    const QString ending = dot > 0 ? safe.mid(dot) : QString();
    QString path = folder.filePath(safe);
    for (int i = 1; QFileInfo::exists(path); ++i)
        path = folder.filePath(safeFileName(QStringLiteral("%1 (%2)%3").arg(stem.left(200)).arg(i).arg(ending)));
    return path;
}

//! The message, also where it is not stored here yet.
CliResult<MessageRow> findRow(Client &client, const Target &target)
{
    const auto page = client.await(client.session().page(target.chat, {PageRequest::From::Around, target.seq, 2}));
    if (!page)
        return Failure {page.error()};
    return storedRow(client, target.chat, target.seq);
}

CliResult<Done> saveOne(Client &client, Progress &progress, const ChatId &chat, const Attachment &attachment, const QString &path)
{
    const auto saved = client.session().media().save(chat, attachment, path);
    QFutureWatcher<Outcome<Done>> watcher; // wakes the event loop
    watcher.setFuture(saved);
    do { // however long it takes: it is given up only when it stands still
        progress.moved = false;
        client.waitUntil([&] { return saved.isFinished(); });
    } while (!saved.isFinished() && progress.moved && !client.interrupted());
    if (!saved.isFinished())
        return Failure {client.noAnswer()};
    return client.await(saved);
}

} // namespace

CliResult<Done> sendFile(Client &client)
{
    const Options &options = client.options();
    const QFileInfo file(options.arguments[1]);
    if (!file.isFile() || !file.isReadable())
        return Failure {usageError(tr("“%1” is no file that can be read.").arg(options.arguments[1]))};
    const auto chat = client.resolveChat(options.arguments[0], true);
    if (!chat)
        return Failure {chat.error()};
    OutgoingMedia media;
    media.path = file.absoluteFilePath();
    media.kind = MediaKind::Photo; // shown as a picture where it is one; sent as it is
    if (QMimeDatabase().mimeTypeForFile(file).name().startsWith(QLatin1String("video/"))) {
        const VideoFacts facts = lookAtVideo(media.path);
        media.kind = MediaKind::Video;
        media.frame = facts.size;
        media.durationMs = facts.durationMs;
        media.preview = facts.poster;
    }
    const Progress progress(client);
    Delivery delivery(client, *chat);
    const Cid cid = client.session().send(*chat, {{}, {}, {media}, {}});
    const auto row = options.noWait ? delivery.wait(cid, [](const MessageRow &) { return true; })
                                    : delivery.wait(cid, [](const MessageRow &r) { return r.seq.value > 0; });
    if (!row)
        return Failure {row.error()};
    client.printer().message(*row, client.session());
    return Done {};
}

CliResult<Done> download(Client &client)
{
    const auto target = resolveTarget(client, client.options().arguments[0]);
    if (!target)
        return Failure {target.error()};
    const QDir folder(client.options().arguments[1]);
    if (!folder.exists())
        return Failure {usageError(tr("There is no folder “%1”.").arg(client.options().arguments[1]))};
    const auto row = findRow(client, *target);
    if (!row)
        return Failure {row.error()};
    if (row->content.media.isEmpty())
        return Failure {CliError {"not_found", tr("Message #%1 carries no file.").arg(target->seq.value)}};
    Progress progress(client);
    QJsonArray files;
    QStringList paths;
    for (const Attachment &attachment : row->content.media) {
        const QString path = freePath(folder, attachment.name);
        if (const auto saved = saveOne(client, progress, target->chat, attachment, path); !saved)
            return saved;
        files.append(path);
        paths.append(path);
    }
    client.printer().done({{"type", "download"}, {"chat", target->chat.toText()}, {"seq", target->seq.value}, {"files", files}},
        paths.join('\n'));
    return Done {};
}

} // namespace confab::cli
