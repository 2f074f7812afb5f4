#pragma once

#include <QIODevice>
#include <memory>

namespace confab {

//! The sound of an Ogg Opus file of one channel, as VoiceWriter makes it: 16-bit mono samples at voice::rate, decoded on demand.
//! Seekable. For listening to one's own note before it is sent; any one thread.
class VoiceReader : public QIODevice {
public:
    explicit VoiceReader(const QByteArray &file);
    ~VoiceReader() override;

    //! False: not such a file, or a broken one.
    [[nodiscard]] bool isValid() const;
    [[nodiscard]] qint64 durationMs() const;

    bool isSequential() const override { return false; }
    qint64 size() const override; //!< bytes of samples
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace confab
