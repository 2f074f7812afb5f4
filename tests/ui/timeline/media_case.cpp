#include "tests/ui/timeline/media_case.h"

#include "tests/ui/timeline/media_samples.h"

#include <QTest>
#include <cmath>

namespace confab::test {

void MediaCase::begin()
{
    m_rig = std::make_unique<TimelineRig>(FakeSession::Seed::World, QSize(760, 640));
    m_fake = nullptr;
}

Seq MediaCase::say(const UserId &from, const QList<Attachment> &media, const QString &text)
{
    return m_rig->session.say(m_rig->session.withTomasz, {from, text, {}, 0, media, {}});
}

Attachment MediaCase::photo(QSize size, QColor color, bool here)
{
    auto file = m_rig->session.files.add(samplePhoto(size, color), "image/jpeg", "photo.jpg", size, here);
    file.preview = samplePreview(color);
    return file;
}

Attachment MediaCase::voice(int seconds, bool here)
{
    auto note = m_rig->session.files.add("OggS", "audio/ogg", "note.ogg", {}, here);
    note.durationMs = seconds * 1000;
    note.waveform.resize(100);
    for (int i = 0; i < 100; ++i)
        note.waveform[i] = char(40 + 200 * std::abs(std::sin(i * 0.23) * std::cos(i * 0.061)));
    return note;
}

void MediaCase::open()
{
    m_rig->session.flush();
    m_rig->open(m_rig->session.withTomasz);
    QTest::qWait(30);
}

QRect MediaCase::part(Seq seq, int index) const
{
    const auto &view = *m_rig->view;
    return view.partRect(view.model().indexOf({seq, {}}), index).translated(-view.viewport()->pos());
}

void MediaCase::useFakePlayer()
{
    m_rig->view.reset();
    m_rig->ui.media.reset();
    m_rig->ui.player = [this] {
        auto made = std::make_unique<FakePlayer>();
        m_fake = made.get();
        return made;
    };
    m_rig->view = std::make_unique<TimelineView>(m_rig->ui.context());
    present(m_rig->view.get(), {760, 640});
}

Attachment MediaCase::video(QSize size)
{
    auto file = m_rig->session.files.add("not read by a fake player", "video/mp4", "clip.mp4", size, false);
    file.durationMs = 20'000;
    file.preview = samplePreview(Qt::darkBlue);
    return file;
}

MediaPart MediaCase::partOf(Seq seq, int index) const
{
    const auto &model = m_rig->view->model();
    return model.items()[size_t(model.indexOf({seq, {}}))].layout->media().parts()[size_t(index)];
}

} // namespace confab::test
