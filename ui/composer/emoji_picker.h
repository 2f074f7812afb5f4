#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

class EmojiData;
class EmojiGrid;
class Label;
class SearchField;

//! The most recently used emoji, newest first, kept where nobody else reads them (UiSettings::personal).
class RecentEmoji {
public:
    static constexpr int limit = 54;
    explicit RecentEmoji(UiSettings *settings)
        : m_settings(settings)
    {
    }
    QStringList list() const;
    void used(const QString &emoji);

private:
    UiSettings *m_settings;
};

//! A popup of 352 px: search by name, recent ones, then all by category. Arrows move, Enter takes, Esc
//! closes; with Shift it stays open for the next one.
class EmojiPicker : public QWidget {
    Q_OBJECT
public:
    EmojiPicker(const UiContext &context, const EmojiData &emoji, QWidget *parent);

    //! With its lower edge at `anchor`, inside the window.
    void openAt(QPoint globalLowerRight, int room);
    EmojiGrid *grid() const { return m_grid; }
    SearchField *searchField() const { return m_search; }

signals:
    void chosen(const QString &emoji);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search(const QString &query);
    void take(const QString &emoji);

    const UiContext m_ui;
    const EmojiData &m_emoji;
    RecentEmoji m_recent;
    SearchField *m_search;
    EmojiGrid *m_grid;
    Label *m_none;
};

} // namespace confab
