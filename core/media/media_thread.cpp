#include "core/media/media_thread.h"

namespace confab {

MediaThread::MediaThread(const MediaCache &cache)
    : m_gate(std::make_shared<Gate>())
{
    m_thread.setObjectName(QStringLiteral("confab media"));
    m_context.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_context,
        [this, &cache] {
            m_parts = std::make_unique<MediaParts>(cache);
            connect(&m_parts->downloads, &Downloads::changed, this, &MediaThread::changed, Qt::DirectConnection);
            connect(&m_parts->downloads, &Downloads::received, this, &MediaThread::received, Qt::DirectConnection);
            connect(&m_parts->uploads, &Uploads::changed, this, &MediaThread::changed, Qt::DirectConnection);
            connect(&m_parts->uploads, &Uploads::prepared, this, &MediaThread::prepared, Qt::DirectConnection);
            connect(&m_parts->uploads, &Uploads::grantWanted, this, &MediaThread::grantWanted, Qt::DirectConnection);
            connect(&m_parts->uploads, &Uploads::uploaded, this, &MediaThread::uploaded, Qt::DirectConnection);
            connect(&m_parts->uploads, &Uploads::failed, this, &MediaThread::uploadFailed, Qt::DirectConnection);
        },
        Qt::BlockingQueuedConnection);
    m_gate->context = &m_context;
    m_gate->parts = m_parts.get();
}

MediaThread::~MediaThread()
{
    {
        const QMutexLocker lock(&m_gate->mutex);
        m_gate->context = nullptr;
    }
    QMetaObject::invokeMethod(&m_context, [this] { m_parts.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

std::function<void(std::function<void(MediaParts &)>)> MediaThread::poster() const
{
    return [gate = m_gate](std::function<void(MediaParts &)> work) { gate->post(std::move(work)); };
}

void MediaThread::Gate::post(std::function<void(MediaParts &)> work)
{
    const QMutexLocker lock(&mutex);
    // What is posted before the end runs before the parts go: one queue.
    if (context)
        QMetaObject::invokeMethod(context, [parts = parts, work = std::move(work)] { work(*parts); }, Qt::QueuedConnection);
}

} // namespace confab
