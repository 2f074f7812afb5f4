#pragma once

#include "core/session/change_set.h"
#include "ui/common/intake.h"
#include "ui/composer/audio_devices.h"
#include "ui/composer/composer_notice.h"
#include "ui/composer/draft_keeper.h"
#include "ui/composer/voice_recorder.h"

#include <QElapsedTimer>
#include <QHash>
#include <QPointer>
#include <QTimer>
#include <memory>

class QHBoxLayout;
class QKeyEvent;

namespace confab {

class AttachSheet;
struct OutgoingMessage;
class EmojiData;
class EmojiPicker;
class IconButton;
class LinkCard;
class LinkWatch;
class MessageField;
class MicButton;
class ReplyStrip;
class SendButton;
class ShortcodePopup;
class VoiceBar;

//! Where messages are written: field, reply or edit strip, emoji, send. Keeps one draft a chat, and beside it
//! what is being edited; neither is ever lost by showing another chat. Files go through a dialog (AttachSheet), voice
//! notes through a bar in the field's place; a note that was not sent waits for its chat, too.
class Composer : public QWidget {
    Q_OBJECT
public:
    explicit Composer(const UiContext &context, QWidget *parent = nullptr);
    ~Composer() override;

    //! Saves the former chat's draft at once and shows that of `chat`. The same chat: nothing.
    void setChat(const std::optional<ChatId> &chat);
    std::optional<ChatId> chat() const { return m_chat; }

    void reply(const MessageRow &row);
    void edit(const MessageRow &row);
    //! Ends the edit or takes the reply away; whether there was one.
    bool cancel();
    std::optional<Seq> replySeq() const;
    bool isEditing() const { return m_edit.has_value(); }

    void focusField();
    void typeInto(QKeyEvent *event); //!< a key that another widget got

    //! Opens the dialog, or adds to the one that is open. `asFiles`: nothing is to be compressed.
    void attach(const Intake &intake, bool asFiles = false);
    bool canAttach() const;
    //! Tests put their own microphone in; before the first recording.
    void setAudioDevices(const AudioDevices &devices);
    VoiceBar *voice() const { return m_voice; }
    void quiet(); //!< something else is to be heard

    //! The pane's height: the field takes at most 40 % of it.
    void setPaneHeight(int height);
    void saveDraft(); //!< now, where something is not saved

    MessageField *field() const { return m_field; }

signals:
    void sent();
    void editLastWanted();
    void replyStepWanted(int step);
    void jumpWanted(confab::Seq seq); //!< the strip was clicked
    void soundBegan(); //!< a voice note is recorded, or listened to before it is sent
    void escaped(); //!< Esc with nothing to cancel

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Edit {
        Seq seq;
        QString original;
        QString text; //!< while another chat is shown
        int cursor = 0;
        QString asideText; //!< the draft that waits
        int asideCursor = 0;
    };
    void build();
    void loadDraft(const ChatSummary &summary);
    void leaveChat();
    void applyChanges(const ChangeSet &changes);
    void refreshNotice();
    void fieldEdited();
    void submit();
    void updateStrip();
    void updateState();
    void updateHeight();
    void openPicker();
    void buildMedia();
    void connectVoice();
    void openAttachMenu();
    void sendMessages(const ChatId &chat, const QList<OutgoingMessage> &messages);
    void afterSending();
    void record();
    void sendVoice();
    void voiceChanged();
    void leaveVoice();
    void updateLink();
    void say(const QString &sentence);
    Draft currentDraft() const;
    Instant now() const { return Instant(m_clock.elapsed()); }
    const EmojiData &emoji();

    UiContext m_ui;
    ReplyStrip *m_strip;
    QWidget *m_row;
    QWidget *m_frame;
    MessageField *m_field;
    IconButton *m_emojiButton;
    IconButton *m_attach;
    SendButton *m_send;
    MicButton *m_mic;
    VoiceBar *m_voice;
    LinkCard *m_linkCard;
    LinkWatch *m_links;
    QPointer<AttachSheet> m_sheet;
    class Label *m_counter;
    ComposerNotice *m_notice;
    QPointer<ShortcodePopup> m_codes; //!< child of the window
    QPointer<EmojiPicker> m_picker;
    std::unique_ptr<EmojiData> m_emoji;

    std::optional<ChatId> m_chat;
    bool m_loaded = false; //!< the draft of m_chat was read: only then may it be written
    std::optional<Quote> m_reply;
    std::optional<Edit> m_edit;
    QHash<ChatId, Edit> m_edits; //!< of chats that are not shown
    QHash<ChatId, VoiceNote> m_notes; //!< of chats that are not shown, not sent
    QElapsedTimer m_sentAt;
    DraftKeeper m_keeper;
    QTimer m_draftTimer;
    QElapsedTimer m_clock;
    int m_paneHeight = 740;
};

} // namespace confab
