#include "ui/composer/composer.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/sheet.h"
#include "ui/common/toast.h"
#include "ui/composer/attach_sheet.h"
#include "ui/composer/body_limit.h"
#include "ui/composer/emoji_data.h"
#include "ui/composer/emoji_picker.h"
#include "ui/composer/field_frame.h"
#include "ui/composer/link_card.h"
#include "ui/composer/link_watch.h"
#include "ui/composer/message_field.h"
#include "ui/composer/mic_button.h"
#include "ui/composer/reply_strip.h"
#include "ui/composer/send_button.h"
#include "ui/composer/shortcode_popup.h"
#include "ui/composer/voice_bar.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace confab {
namespace {

constexpr int quoteLength = 200;
constexpr qsizetype counterFrom = 1000; //!< bytes left
constexpr qsizetype linkRoom = 12'000; //!< bytes that a preview may take

bool isBlank(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

} // namespace

Composer::Composer(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_strip(new ReplyStrip(context, this))
    , m_row(new QWidget(this))
    , m_frame(new FieldFrame(context, m_row))
    , m_field(new MessageField(context, m_frame))
    , m_emojiButton(new IconButton(context, QStringLiteral("emoji"), tr("Emoji"), m_frame))
    , m_attach(new IconButton(context, QStringLiteral("attach"), tr("Attach"), m_row))
    , m_send(new SendButton(context, m_row))
    , m_mic(new MicButton(context, m_row))
    , m_voice(new VoiceBar(context, AudioDevices::system(), m_row))
    , m_linkCard(new LinkCard(context, this))
    , m_links(new LinkWatch(context, this))
    , m_counter(new Label(context, TextRole::Hint, Token::TextSecondary, {}, this))
    , m_notice(new ComposerNotice(context, this))
{
    m_clock.start();
    build();
    buildMedia();
    m_draftTimer.setSingleShot(true);
    connect(&m_draftTimer, &QTimer::timeout, this, &Composer::saveDraft);
    connect(m_field, &MessageField::edited, this, &Composer::fieldEdited);
    connect(m_field, &MessageField::submitted, this, &Composer::submit);
    connect(m_field, &MessageField::wantedHeightChanged, this, &Composer::updateHeight);
    connect(m_field, &MessageField::editLastWanted, this, &Composer::editLastWanted);
    connect(m_field, &MessageField::replyStepWanted, this, &Composer::replyStepWanted);
    connect(m_field, &MessageField::escaped, this, [this] {
        if (!cancel())
            emit escaped();
    });
    connect(m_send, &QAbstractButton::clicked, this, &Composer::submit);
    connect(m_emojiButton, &QAbstractButton::clicked, this, &Composer::openPicker);
    connect(m_strip, &ReplyStrip::cancelled, this, [this] {
        cancel();
        focusField();
    });
    connect(m_strip, &ReplyStrip::clicked, this, [this] {
        if (const auto seq = m_edit ? std::optional(m_edit->seq) : replySeq())
            emit jumpWanted(*seq);
    });
    connect(m_notice, &ComposerNotice::acceptWanted, this, [this] {
        whenDone(m_ui.session->accept(*m_chat), this, [this](const Outcome<Done> &done) {
            if (!done)
                Toast::show(m_ui, this, done.error().message);
        });
    });
    connect(m_notice, &ComposerNotice::blockWanted, this, [this](bool on) {
        const auto summary = m_chat ? m_ui.session->chat(*m_chat) : std::nullopt;
        if (!summary)
            return;
        whenDone(m_ui.session->block(summary->peer, on), this, [this](const Outcome<Done> &done) {
            if (!done)
                Toast::show(m_ui, this, done.error().message);
        });
    });
    connect(m_ui.session, &Session::changed, this, &Composer::applyChanges);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        updateHeight();
        update();
    });
    setChat({});
    updateHeight();
}

Composer::~Composer()
{
    leaveChat();
    // Both read m_emoji, which goes before the children do.
    delete m_codes;
    delete m_picker;
}

void Composer::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    m_strip->hide();
    m_counter->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_counter->hide();
    auto *counter = new QHBoxLayout;
    counter->setContentsMargins(16, 0, 64, 0);
    counter->addWidget(m_counter);
    column->addLayout(counter);
    column->addWidget(m_linkCard);
    m_linkCard->hide();
    column->addWidget(m_row);
    column->addWidget(m_notice);
    m_notice->hide();

    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(8, 7, 8, 8);
    row->setSpacing(4);
    row->addWidget(m_attach, 0, Qt::AlignBottom);
    row->addWidget(m_frame, 1, Qt::AlignBottom);
    row->addWidget(m_voice, 1, Qt::AlignBottom);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    row->addWidget(m_mic, 0, Qt::AlignBottom);
    m_frame->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_emojiButton->setGround(Token::Field);
    m_emojiButton->setSide(36);
    m_attach->setSide(metrics::composerButton);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setTabOrder(m_field, m_emojiButton);
    setTabOrder(m_emojiButton, m_send);
    setTabOrder(m_send, m_mic);
    setTabOrder(m_mic, m_attach);
}

// ---- chats and drafts ----

void Composer::setChat(const std::optional<ChatId> &chat)
{
    if (chat && chat == m_chat)
        return;
    leaveChat();
    m_chat = chat;
    const auto summary = chat ? m_ui.session->chat(*chat) : std::nullopt;
    if (summary)
        loadDraft(*summary);
    if (chat && m_notes.contains(*chat))
        m_voice->preview(m_notes.take(*chat));
    refreshNotice();
    updateStrip();
    updateState();
}

void Composer::loadDraft(const ChatSummary &summary)
{
    m_loaded = true;
    m_reply = summary.draft.reply;
    m_field->setText(summary.draft.text, summary.draft.cursor);
    const auto waiting = m_edits.constFind(summary.chat);
    if (waiting != m_edits.cend()) {
        m_edit = *waiting;
        m_edit->asideText = summary.draft.text;
        m_edit->asideCursor = summary.draft.cursor;
        m_field->setText(m_edit->text, m_edit->cursor);
        m_edits.erase(waiting);
    }
    m_field->setPlaceholder(tr("Message"));
}

void Composer::leaveChat()
{
    if (!m_chat)
        return;
    saveDraft();
    leaveVoice();
    m_links->reset();
    if (m_loaded)
        m_ui.session->setTyping(*m_chat, false);
    if (m_edit) {
        m_edit->text = m_field->text();
        m_edit->cursor = m_field->textCursor().position();
        m_edits.insert(*m_chat, *m_edit);
    }
    if (m_codes)
        m_codes->hide();
    m_edit.reset();
    m_reply.reset();
    m_loaded = false;
    m_chat.reset();
    m_keeper.saved();
    m_draftTimer.stop();
    m_field->setText({});
}

Draft Composer::currentDraft() const
{
    Draft draft;
    draft.text = m_edit ? m_edit->asideText : m_field->text();
    draft.cursor = m_edit ? m_edit->asideCursor : m_field->textCursor().position();
    draft.reply = m_reply;
    draft.editedAt = m_ui.now();
    return draft;
}

void Composer::saveDraft()
{
    if (!m_chat || !m_loaded || !m_keeper.isDirty())
        return;
    m_keeper.saved();
    m_draftTimer.stop();
    m_ui.session->setDraft(*m_chat, currentDraft());
}

void Composer::applyChanges(const ChangeSet &changes)
{
    if (!m_chat)
        return;
    for (const auto &change : changes.chats) {
        if (change.chat != *m_chat)
            continue;
        if (change.what & ChatChange::Removed) {
            if (m_sheet)
                m_sheet->closeSheet();
            return setChat({});
        }
        // What is being edited or answered may be deleted meanwhile.
        for (const auto &row : change.rows) {
            if (row.deleted && m_edit && m_edit->seq == row.seq) {
                cancel();
                Toast::show(m_ui, this, tr("The message that you were editing was deleted"));
            }
        }
        if (!m_loaded && change.summary) {
            loadDraft(*change.summary);
            updateStrip();
            updateState();
        }
    }
    refreshNotice();
}

void Composer::refreshNotice()
{
    const auto summary = m_chat ? m_ui.session->chat(*m_chat) : std::nullopt;
    const auto kind = summary ? ComposerNotice::kindFor(*summary, *m_ui.session) : ComposerNotice::Kind::None;
    if (summary)
        m_notice->showFor(kind, *summary);
    else
        m_notice->hide();
    const bool writable = summary && kind == ComposerNotice::Kind::None;
    const bool hadFocus = m_field->hasFocus();
    m_row->setVisible(writable || !summary);
    m_row->setEnabled(writable);
    m_strip->setVisible(writable && (m_reply || m_edit));
    if (hadFocus && !writable && m_notice->isVisible())
        m_notice->setFocus();
}

// ---- replying and editing ----

void Composer::reply(const MessageRow &row)
{
    if (!m_loaded)
        return;
    if (m_edit)
        cancel();
    Quote quote;
    quote.seq = row.seq;
    quote.from = row.from;
    quote.text = oneLine(previewText(row, *m_ui.session), quoteLength);
    if (!row.deleted)
        quote.picture = quotedPicture(row.content);
    m_reply = quote;
    m_keeper.touched(now());
    m_draftTimer.start(DraftKeeper::pause);
    updateStrip();
    focusField();
}

void Composer::edit(const MessageRow &row)
{
    if (!m_loaded || !row.content.text)
        return;
    saveDraft();
    Edit edit;
    edit.seq = row.seq;
    edit.original = *row.content.text;
    edit.asideText = m_edit ? m_edit->asideText : m_field->text();
    edit.asideCursor = m_edit ? m_edit->asideCursor : m_field->textCursor().position();
    m_edit = edit;
    m_field->setText(edit.original);
    updateStrip();
    updateState();
    focusField();
}

bool Composer::cancel()
{
    if (m_edit) {
        const auto edit = *std::exchange(m_edit, std::nullopt);
        m_field->setText(edit.asideText, edit.asideCursor);
    } else if (m_reply) {
        m_reply.reset();
        m_keeper.touched(now());
        m_draftTimer.start(DraftKeeper::pause);
    } else {
        return false;
    }
    updateStrip();
    updateState();
    return true;
}

std::optional<Seq> Composer::replySeq() const
{
    return m_reply && !m_edit ? std::optional(m_reply->seq) : std::nullopt;
}

void Composer::updateStrip()
{
    if (m_edit)
        m_strip->showEdit(m_edit->original);
    else if (m_reply)
        m_strip->showReply(
            userName(*m_ui.session, m_reply->from), m_ui.theme->nameColor(m_reply->from), m_reply->text,
            m_reply->picture.value_or(QByteArray()));
    m_strip->setVisible((m_edit || m_reply) && !m_notice->isVisibleTo(this));
    m_row->layout()->setContentsMargins(8, m_strip->isVisibleTo(this) || m_linkCard->isVisibleTo(this) ? 4 : 7, 8, 8);
    m_send->setEditing(m_edit.has_value());
    update();
}

// ---- writing ----

void Composer::fieldEdited()
{
    if (!m_chat || !m_loaded)
        return;
    if (!m_edit) {
        m_keeper.touched(now());
        m_draftTimer.start(std::max(Instant(1), *m_keeper.deadline() - now()));
    }
    m_ui.session->setTyping(*m_chat, !m_field->document()->isEmpty());
    updateState();
    if (m_codes || m_field->text().contains(u':')) {
        if (!m_codes) {
            m_codes = new ShortcodePopup(m_ui, emoji(), m_field, window());
            m_field->keyHook = [this](QKeyEvent *event) { return m_codes->handleKey(event); };
            connect(m_codes, &ShortcodePopup::used, this,
                [this](const QString &text) { RecentEmoji(m_ui.settings).used(text); });
        }
        m_codes->textEdited();
    }
}

void Composer::updateState()
{
    const auto text = m_field->text();
    const auto left = bodyBytesLeft(text, m_reply);
    const bool fits = left >= 0;
    m_counter->setVisible(left < counterFrom && m_row->isVisibleTo(this));
    if (left < counterFrom) {
        m_counter->setColor(fits ? Token::TextSecondary : Token::Danger);
        m_counter->setText(fits
                ? tr("%1 left").arg(QLocale().toString(left))
                : tr("Too long by %1: send it in two messages").arg(QLocale().toString(-left)));
    }
    const bool changed = !m_edit || text.trimmed() != m_edit->original;
    const bool speaking = m_voice->mode() != VoiceBar::Mode::Idle;
    m_send->setEnabled(m_loaded && (speaking || (fits && changed && !isBlank(text))));
    m_send->setToolTip(!fits && !speaking ? tr("The message is too long") : QString());
    // While the microphone's button is held down it must stay, or it would never be let go.
    const bool mic = (!speaking && !m_edit && isBlank(text)) || m_mic->isHeld();
    m_mic->setVisible(mic);
    m_send->setVisible(!mic);
    m_attach->setEnabled(!m_edit);
    m_links->textChanged(m_edit ? QString() : text);
}

void Composer::submit()
{
    if (!m_chat || !m_loaded || !m_row->isEnabled())
        return;
    if (m_voice->mode() != VoiceBar::Mode::Idle)
        return sendVoice();
    const auto text = m_field->text().trimmed();
    if (m_edit && text == m_edit->original.trimmed()) {
        cancel();
        return;
    }
    if (text.isEmpty() || bodyBytesLeft(text, m_reply) < 0)
        return;
    m_ui.session->setTyping(*m_chat, false);
    if (m_edit) {
        m_ui.session->edit(*m_chat, m_edit->seq, text);
        cancel();
        return;
    }
    OutgoingMessage message {text, m_reply};
    // A preview is worth less than the end of a long text.
    if (m_links->preview() && bodyBytesLeft(text, m_reply) > linkRoom)
        message.link = m_links->preview();
    m_ui.session->send(*m_chat, message);
    m_field->setText({});
    afterSending();
}

void Composer::typeInto(QKeyEvent *event)
{
    if (!m_row->isVisibleTo(this) || !m_row->isEnabled())
        return;
    focusField();
    if (m_voice->mode() == VoiceBar::Mode::Idle)
        QCoreApplication::sendEvent(m_field, event);
}

void Composer::focusField()
{
    if (m_voice->isVisibleTo(this))
        m_voice->setFocus();
    else if (m_row->isVisibleTo(this))
        m_field->setFocus();
    else
        m_notice->setFocus();
}

// ---- geometry ----

void Composer::setPaneHeight(int height)
{
    m_paneHeight = height;
    updateHeight();
}

void Composer::updateHeight()
{
    const int least = std::max(metrics::composerFieldMin, m_ui.theme->lineHeight(TextRole::Message) + 20);
    const int most = std::max(least, std::min(metrics::composerFieldMax, m_paneHeight * 2 / 5));
    const int height = std::clamp(m_field->wantedHeight(), least, most);
    m_field->setVerticalScrollBarPolicy(
        m_field->wantedHeight() > most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    m_frame->setFixedHeight(height);
    m_row->setFixedHeight(height + 4 + 15);
    const bool mirrored = isRightToLeft();
    const int button = m_emojiButton->sizeHint().width();
    const int width = m_frame->width();
    m_emojiButton->setGeometry(mirrored ? 4 : width - button - 4, height - button - 2, button, button);
    const int padding = (least - m_ui.theme->lineHeight(TextRole::Message)) / 2;
    m_field->setGeometry(mirrored ? 46 : 16, padding, std::max(20, width - 16 - 46), height - 2 * padding);
}

void Composer::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    m_row->layout()->activate();
    updateHeight();
}

void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_ui.theme->color(Token::BgPanel));
    painter.fillRect(0, 0, width(), 1, m_ui.theme->color(Token::Divider));
}

// ---- emoji ----

const EmojiData &Composer::emoji()
{
    if (!m_emoji)
        m_emoji = std::make_unique<EmojiData>();
    return *m_emoji;
}

void Composer::openPicker()
{
    if (!m_picker) {
        m_picker = new EmojiPicker(m_ui, emoji(), this);
        connect(m_picker, &EmojiPicker::chosen, this, [this](const QString &text) {
            m_field->textCursor().insertText(text);
            m_field->ensureCursorVisible();
        });
        connect(m_picker, &EmojiPicker::closed, this, &Composer::focusField);
    }
    const auto anchor = m_frame->mapToGlobal(QPoint(m_frame->width(), -8));
    m_picker->openAt(anchor, window()->height() - 160);
}

} // namespace confab
