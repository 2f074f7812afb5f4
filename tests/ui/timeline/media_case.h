#pragma once

#include "tests/ui/support/fake_player.h"
#include "tests/ui/timeline/timeline_rig.h"

#include <QObject>
#include <QPointer>

namespace confab::test {

//! What tests of files in the timeline share: a chat with Tomasz, files to send there, and where their parts are.
class MediaCase : public QObject {
protected:
    void begin();
    void end() { m_rig.reset(); }

    Seq say(const UserId &from, const QList<Attachment> &media, const QString &text = {});
    Attachment photo(QSize size, QColor color = Qt::darkCyan, bool here = true);
    Attachment voice(int seconds, bool here = true);
    Attachment video(QSize size = {640, 360});
    void open();
    //! The view anew, with a player that the test scripts.
    void useFakePlayer();

    QRect part(Seq seq, int index) const;
    MediaPart partOf(Seq seq, int index = 0) const;
    QPoint bubbleAt(Seq seq) const { return m_rig->rectOf(seq).topLeft(); }
    MediaPlayer &player() const { return m_rig->ui.media->player; }

    std::unique_ptr<TimelineRig> m_rig;
    QPointer<FakePlayer> m_fake;
};

} // namespace confab::test
