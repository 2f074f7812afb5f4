#include "core/session/store_reading.h"

namespace confab {

StoreReading::StoreReading()
{
    m_thread.setObjectName(QStringLiteral("confab reader"));
    m_context.moveToThread(&m_thread);
    m_thread.start();
}

StoreReading::~StoreReading()
{
    close();
    m_thread.quit();
    m_thread.wait();
}

Result<Done, StoreError> StoreReading::open(const Database &database)
{
    Result<Done, StoreError> outcome = Done {};
    QMetaObject::invokeMethod(
        &m_context,
        [&] {
            auto reader = database.reader();
            if (reader)
                m_reader = std::move(reader).value();
            else
                outcome = Failure {reader.error()};
        },
        Qt::BlockingQueuedConnection);
    return outcome;
}

void StoreReading::close()
{
    QMetaObject::invokeMethod(&m_context, [this] { m_reader.reset(); }, Qt::BlockingQueuedConnection);
}

void StoreReading::post(std::function<void(const StoreReader *)> what)
{
    QMetaObject::invokeMethod(&m_context, [this, what = std::move(what)] { what(m_reader.get()); }, Qt::QueuedConnection);
}

} // namespace confab
