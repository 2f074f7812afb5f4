#include "ui/composer/voice_bar.h"

#include "core/voice/voice_reader.h"
#include "ui/common/accessible_list.h"
#include "ui/common/measure_text.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/sheet.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace confab {

namespace {

constexpr qint64 worthAsking = 3000; // ms
constexpr int barWidth = 2, barGap = 1, leastBar = 3, mostBar = 18; // px
constexpr int mostLevels = 400;
constexpr int dot = 10;

} // namespace

VoiceBar::VoiceBar(const UiContext &context, AudioDevices devices, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_devices(devices)
    , m_recorder(std::move(devices))
    , m_discard(new IconButton(context, QStringLiteral("trash"), tr("Discard the voice message"), this))
    , m_play(new IconButton(context, QStringLiteral("play"), tr("Play"), this))
    , m_end(new IconButton(context, QStringLiteral("pause"), tr("Stop and listen first"), this))
    , m_again(new IconButton(context, QStringLiteral("mic"), tr("Record again"), this))
    , m_time(new Label(context, TextRole::BodyMedium, Token::TextPrimary, {}, this))
    , m_space(new QWidget(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(metrics::composerButton);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_discard);
    row->addSpacing(4);
    row->addWidget(m_play);
    row->addSpacing(dot + 4);
    m_time->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_time->setElided(true);
    row->addWidget(m_time);
    m_space->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    row->addWidget(m_space, 1);
    row->addWidget(m_again);
    row->addWidget(m_end);
    connect(m_discard, &QAbstractButton::clicked, this, &VoiceBar::askToDiscard);
    connect(m_play, &QAbstractButton::clicked, this, &VoiceBar::togglePlaying);
    connect(m_end, &QAbstractButton::clicked, this, &VoiceBar::stop);
    connect(m_again, &QAbstractButton::clicked, this, [this] {
        const QString why = record();
        if (!why.isEmpty())
            emit problem(why);
    });
    connect(&m_recorder, &VoiceRecorder::heard, this, [this](qreal level) {
        m_levels.append(level);
        if (m_levels.size() > mostLevels)
            m_levels.removeFirst();
        refreshTime();
        update();
    });
    connect(&m_recorder, &VoiceRecorder::limitReached, this, [this] {
        stop();
        emit problem(tr("An hour is the longest that a voice message can be. Send this one and go on in the next."));
    });
    connect(&m_recorder, &VoiceRecorder::failed, this, [this](const QString &sentence) {
        stop();
        emit problem(sentence);
    });
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

VoiceBar::~VoiceBar()
{
    m_output.reset(); // it plays m_reader
}

void VoiceBar::setMode(Mode mode)
{
    m_mode = mode;
    setVisible(mode != Mode::Idle);
    m_play->setVisible(mode == Mode::Preview);
    m_again->setVisible(mode == Mode::Preview);
    m_end->setVisible(mode == Mode::Recording);
    setAccessibleName(mode == Mode::Recording ? tr("Recording a voice message") : tr("Voice message, not sent yet"));
    m_time->setFixedWidth(QFontMetrics(m_ui.theme->font(TextRole::BodyMedium)).horizontalAdvance(QStringLiteral("0:00:00")));
    refreshTime();
    update();
    if (mode != Mode::Idle)
        announce(this, accessibleName());
    emit modeChanged();
}

// ---- recording ----

QString VoiceBar::record()
{
    pause();
    emit soundBegan(); // before it listens, else it hears that too
    const QString why = m_recorder.start();
    if (!why.isEmpty())
        return why;
    m_note = {};
    m_levels.clear();
    m_position = 0;
    setMode(Mode::Recording);
    return {};
}

void VoiceBar::stop()
{
    if (m_mode != Mode::Recording)
        return;
    m_note = m_recorder.finish();
    m_position = 0;
    setMode(m_note.file.isEmpty() ? Mode::Idle : Mode::Preview);
}

void VoiceBar::preview(const VoiceNote &note)
{
    m_recorder.cancel();
    m_note = note;
    m_position = 0;
    setMode(Mode::Preview);
}

VoiceNote VoiceBar::take()
{
    pause();
    VoiceNote note = m_mode == Mode::Recording ? m_recorder.finish() : m_note;
    m_note = {};
    if (m_mode != Mode::Idle)
        setMode(Mode::Idle);
    return note;
}

qint64 VoiceBar::durationMs() const { return m_mode == Mode::Recording ? m_recorder.durationMs() : m_note.durationMs; }

void VoiceBar::discard()
{
    pause();
    m_recorder.cancel();
    m_note = {};
    if (m_mode != Mode::Idle)
        setMode(Mode::Idle);
}

void VoiceBar::askToDiscard()
{
    if (m_mode == Mode::Idle)
        return;
    if (durationMs() <= worthAsking)
        return discard();
    stop(); // nothing is recorded behind a question
    askSheet(m_ui, this, tr("Discard this voice message?"), tr("What you said will be gone."), tr("Discard"), true,
        [this] { discard(); });
}

// ---- listening ----

void VoiceBar::play(qint64 fromMs)
{
    pause();
    m_reader = std::make_unique<VoiceReader>(m_note.file);
    if (!m_reader->isValid())
        return;
    m_playedFrom = fromMs >= m_note.durationMs ? 0 : fromMs;
    m_reader->seek(m_playedFrom * voice::rate / 1000 * 2);
    emit soundBegan();
    m_output = m_devices.output();
    connect(m_output.get(), &AudioOutput::progressed, this, [this](qint64 ms) {
        m_position = std::min(m_playedFrom + ms, m_note.durationMs);
        refreshTime();
        update();
    });
    connect(m_output.get(), &AudioOutput::finished, this, [this] {
        pause();
        m_position = 0;
        refreshTime();
        update();
    });
    const QString why = m_output->start(m_reader.get());
    if (!why.isEmpty()) {
        pause();
        emit problem(why);
        return;
    }
    m_playing = true;
    m_play->setIconName(QStringLiteral("pause"));
    m_play->setName(tr("Pause"));
}

void VoiceBar::pause()
{
    if (m_output) {
        m_output->disconnect(this);
        m_output->stop();
        m_output.release()->deleteLater(); // it may be the caller
    }
    m_playing = false;
    m_play->setIconName(QStringLiteral("play"));
    m_play->setName(tr("Play"));
}

void VoiceBar::togglePlaying()
{
    if (m_playing)
        pause();
    else
        play(m_position);
}

void VoiceBar::refreshTime()
{
    const bool fromStart = m_mode == Mode::Recording || (!m_playing && m_position == 0);
    m_time->setText(durationText(fromStart ? durationMs() : m_position));
}

// ---- looks and keys ----

QRect VoiceBar::waveRect() const { return m_space->geometry().adjusted(4, 0, -4, 0); }

void VoiceBar::paintMeter(QPainter *painter, const QRect &rect)
{
    // The newest at the end, older ones move away.
    const int step = barWidth + barGap;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    int x = mirrored ? rect.left() : rect.right() - barWidth;
    painter->setBrush(m_ui.theme->color(Token::AccentText));
    for (auto it = m_levels.crbegin(); it != m_levels.crend() && rect.contains(x, rect.center().y()); ++it) {
        const qreal height = leastBar + *it * (mostBar + 6 - leastBar);
        painter->drawRoundedRect(QRectF(x, rect.center().y() + 0.5 - height / 2, barWidth, height), 1, 1);
        x += mirrored ? step : -step;
    }
}

void VoiceBar::paintWave(QPainter *painter, const QRect &rect)
{
    if (m_note.waveform.isEmpty() || rect.width() < 10)
        return;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int step = barWidth + barGap;
    const int count = std::min<int>(int(m_note.waveform.size()), rect.width() / step);
    const qreal wide = std::min<qreal>(rect.width() / qreal(count), 6);
    for (int i = 0; i < count; ++i) {
        const uchar value = uchar(m_note.waveform.at(qsizetype(i) * m_note.waveform.size() / count));
        const qreal height = leastBar + value / 255.0 * (mostBar - leastBar);
        const bool played = m_position > 0 && i * m_note.durationMs <= m_position * count;
        const qreal x = mirrored ? rect.right() - (i + 1) * wide : rect.left() + i * wide;
        painter->setBrush(m_ui.theme->color(played ? Token::AccentText : Token::WaveIn));
        painter->drawRoundedRect(QRectF(x, rect.center().y() + 0.5 - height / 2, std::max<qreal>(barWidth, wide - 2), height), 1, 1);
    }
}

void VoiceBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = *m_ui.theme;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (m_mode == Mode::Recording) {
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        const int x = mirrored ? m_time->geometry().right() + 6 : m_time->x() - dot - 6;
        painter.setBrush(theme.color(Token::Danger));
        painter.drawEllipse(QRectF(x, height() / 2.0 - dot / 2.0, dot, dot));
        paintMeter(&painter, waveRect());
    } else {
        paintWave(&painter, waveRect());
    }
    if (focusVisible(this))
        paintFocusRing(&painter, theme, QRectF(rect()).adjusted(3, 3, -3, -3), 8, Token::BgPanel);
}

void VoiceBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        return askToDiscard();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit sendWanted();
        return;
    case Qt::Key_Space:
        m_mode == Mode::Recording ? stop() : togglePlaying();
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (m_mode == Mode::Preview) {
            const qint64 step = event->key() == Qt::Key_Right ? 5000 : -5000;
            m_position = std::clamp<qint64>(m_position + step, 0, m_note.durationMs);
            if (m_playing)
                play(m_position);
            refreshTime();
            update();
        }
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void VoiceBar::mousePressEvent(QMouseEvent *event)
{
    const QRect wave = waveRect();
    if (m_mode != Mode::Preview || !wave.contains(event->pos()))
        return;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int x = mirrored ? wave.right() - event->pos().x() : event->pos().x() - wave.left();
    const int shown = std::min(wave.width(), int(m_note.waveform.size()) * 6);
    m_position = std::clamp<qint64>(m_note.durationMs * x / std::max(1, shown), 0, m_note.durationMs);
    play(m_position);
}

} // namespace confab
