#include "ui/composer/composer.h"

#include "core/session/session.h"
#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/common/menu.h"
#include "ui/common/toast.h"
#include "ui/composer/attach_sheet.h"
#include "ui/composer/camera_sheet.h"
#include "ui/composer/link_card.h"
#include "ui/composer/link_watch.h"
#include "ui/composer/message_field.h"
#include "ui/composer/mic_button.h"
#include "ui/composer/reply_strip.h"
#include "ui/composer/voice_bar.h"

#include <QHBoxLayout>

namespace confab {

namespace {

constexpr int doubleClick = 500; // ms after sending in which a press is not meant for the microphone
constexpr int notesKept = 8; // unsent voice notes of other chats
constexpr qint64 shortest = 500; // ms: a touch of the button is no message

} // namespace

void Composer::buildMedia()
{
    connect(m_attach, &QAbstractButton::clicked, this, &Composer::openAttachMenu);
    connect(m_field, &MessageField::pasted, this, [this](const Intake &intake) { attach(intake); });
    connect(m_mic, &MicButton::recordWanted, this, &Composer::record);
    connect(m_mic, &MicButton::letGo, this, &Composer::voiceChanged);
    connect(m_mic, &MicButton::heldEnough, this, [this] {
        if (m_voice->mode() == VoiceBar::Mode::Recording)
            sendVoice();
    });
    connect(m_mic, &MicButton::letGoBeside, this, [this] { m_voice->discard(); });
    connectVoice();
    connect(m_linkCard, &LinkCard::dismissed, this, [this] {
        m_links->dismiss();
        focusField();
    });
    connect(m_links, &LinkWatch::changed, this, &Composer::updateLink);
}

void Composer::quiet() { m_voice->pause(); }

void Composer::connectVoice()
{
    connect(m_voice, &VoiceBar::soundBegan, this, &Composer::soundBegan);
    connect(m_voice, &VoiceBar::modeChanged, this, &Composer::voiceChanged);
    connect(m_voice, &VoiceBar::sendWanted, this, &Composer::submit);
    connect(m_voice, &VoiceBar::problem, this, &Composer::say);
}

void Composer::setAudioDevices(const AudioDevices &devices)
{
    auto *fresh = new VoiceBar(m_ui, devices, m_row);
    m_row->layout()->replaceWidget(m_voice, fresh);
    delete std::exchange(m_voice, fresh);
    connectVoice();
    voiceChanged();
}

void Composer::say(const QString &sentence)
{
    Toast::show(m_ui, this, sentence);
}

// ---- files ----

bool Composer::canAttach() const { return m_chat && m_loaded && !m_notice->isVisibleTo(this) && m_row->isEnabled(); }

void Composer::openAttachMenu()
{
    auto *menu = new PopupMenu(m_ui, this);
    const auto pick = [this](FileChoice choice) {
        m_ui.pickFiles(this, choice, [this](const QStringList &paths) {
            Intake intake;
            for (const QString &path : paths)
                intake.sources += AttachSource {path, {}, {}, {}};
            attach(intake);
        });
    };
    menu->addItem(QStringLiteral("image"), tr("Photos and videos…"), [pick] { pick(FileChoice::Visual); });
    menu->addItem(QStringLiteral("file"), tr("Files…"), [pick] { pick(FileChoice::Any); });
    if (CameraSheet::hasCamera()) {
        menu->addItem(QStringLiteral("video"), tr("Take a photo…"), [this] {
            auto *sheet = new CameraSheet(m_ui, this);
            connect(sheet, &CameraSheet::taken, this, [this](const Intake &intake) { attach(intake); });
            sheet->open();
        });
    }
    const QPoint corner = m_attach->mapToGlobal(QPoint(0, 0));
    menu->popupOnce(corner - QPoint(0, menu->sizeHint().height() + 4));
}

void Composer::attach(const Intake &intake, bool asFiles)
{
    if (intake.isEmpty() || !canAttach())
        return;
    if (m_edit)
        return say(tr("Finish the edit first: files cannot be added to a message that was sent."));
    if (!m_sheet) {
        // The field keeps text, cursor and selection while the dialog is open: cancelling changes nothing.
        m_keeper.touched(now());
        saveDraft();
        m_sheet = new AttachSheet(m_ui, this, m_field->text(), m_field->textCursor().position(), m_reply);
        connect(m_sheet, &AttachSheet::confirmed, this,
            [this, chat = *m_chat](const QList<OutgoingMessage> &messages) { sendMessages(chat, messages); });
        connect(m_sheet, &Sheet::closed, this, [this] { m_sheet.clear(); });
        m_sheet->openSheet();
    }
    m_sheet->add(intake, asFiles);
}

void Composer::sendMessages(const ChatId &chat, const QList<OutgoingMessage> &messages)
{
    for (const OutgoingMessage &message : messages)
        m_ui.session->send(chat, message);
    if (m_chat != chat)
        return;
    m_ui.session->setTyping(chat, false);
    m_field->setText({});
    afterSending();
}

//! What was written is on its way.
void Composer::afterSending()
{
    m_reply.reset();
    m_links->reset();
    m_sentAt.start();
    // The draft is gone with the message: an empty one is written at once.
    m_keeper.touched(now());
    saveDraft();
    updateStrip();
    updateState();
    emit sent();
}

// ---- voice ----

void Composer::record()
{
    if (!canAttach() || (m_sentAt.isValid() && m_sentAt.elapsed() < doubleClick))
        return;
    const QString why = m_voice->record();
    if (!why.isEmpty())
        say(why);
}

void Composer::sendVoice()
{
    const VoiceNote note = m_voice->take();
    if (!m_chat || note.durationMs < shortest || note.file.isEmpty()) {
        say(tr("Too short: hold the button while you speak, or click it once to begin and send to end."));
        return;
    }
    OutgoingMedia media;
    media.bytes = note.file;
    media.name = QStringLiteral("voice.ogg");
    media.kind = MediaKind::Voice;
    media.durationMs = note.durationMs;
    media.waveform = note.waveform;
    OutgoingMessage message;
    message.reply = m_reply;
    message.media = {media};
    m_ui.session->send(*m_chat, message);
    afterSending();
    focusField();
}

void Composer::voiceChanged()
{
    const bool speaking = m_voice->mode() != VoiceBar::Mode::Idle;
    // What is hidden hands its focus to some neighbour.
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    m_frame->setVisible(!speaking);
    m_attach->setVisible(!speaking);
    updateState();
    updateHeight();
    if (hadFocus || speaking)
        focusField();
}

//! What was being said is kept for the chat it was meant for.
void Composer::leaveVoice()
{
    if (m_voice->mode() == VoiceBar::Mode::Idle)
        return;
    const VoiceNote note = m_voice->take();
    if (note.durationMs < shortest)
        return;
    if (m_notes.size() >= notesKept)
        m_notes.erase(m_notes.begin());
    m_notes.insert(*m_chat, note);
}

// ---- links ----

void Composer::updateLink()
{
    const auto &preview = m_links->preview();
    if (preview)
        m_linkCard->setPreview(*preview);
    m_linkCard->setVisible(preview.has_value() && m_row->isVisibleTo(this));
    updateStrip();
    updateHeight();
}

} // namespace confab
