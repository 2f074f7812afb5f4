#pragma once

#include "core/session/change_set.h"
#include "ui/composer/composer_notice.h"
#include "ui/composer/draft_keeper.h"

#include <QElapsedTimer>
#include <QHash>
#include <QPointer>
#include <QTimer>
#include <memory>

class QHBoxLayout;
class QKeyEvent;

namespace confab {

class EmojiData;
class EmojiPicker;
class IconButton;
class MessageField;
class ReplyStrip;
class SendButton;
class ShortcodePopup;

//! Where messages are written: field, reply or edit strip, emoji, send. Keeps one draft a chat, and beside it
//! what is being edited; neither is ever lost by showing another chat.
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
    //! The pane's height: the field takes at most 40 % of it.
    void setPaneHeight(int height);
    void saveDraft(); //!< now, where something is not saved

    MessageField *field() const { return m_field; }

signals:
    void sent();
    void editLastWanted();
    void replyStepWanted(int step);
    void jumpWanted(confab::Seq seq); //!< the strip was clicked
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
    Draft currentDraft() const;
    Instant now() const { return Instant(m_clock.elapsed()); }
    const EmojiData &emoji();

    UiContext m_ui;
    ReplyStrip *m_strip;
    QWidget *m_row;
    QWidget *m_frame;
    MessageField *m_field;
    IconButton *m_emojiButton;
    SendButton *m_send;
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
    DraftKeeper m_keeper;
    QTimer m_draftTimer;
    QElapsedTimer m_clock;
    int m_paneHeight = 740;
};

} // namespace confab
