#pragma once

#include "core/media/media_values.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"

namespace confab {

//! "Photos", "Voice messages" …, and the colour that stands for them in bars and legends.
QString mediaKindName(MediaKind kind);
Token mediaKindColor(MediaKind kind);

//! A bar whose parts are kinds of files, and a legend of them with sizes and counts.
class UsageBar : public QWidget {
    Q_OBJECT
public:
    explicit UsageBar(const UiContext &context, QWidget *parent = nullptr);
    void setKinds(const QList<StorageUse::Kind> &kinds); //!< largest first
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    QList<StorageUse::Kind> m_kinds;
};

//! One chat: avatar, name, size, and how it compares with the largest one.
class UsageRow : public ButtonBase {
    Q_OBJECT
public:
    UsageRow(const UiContext &context, QWidget *parent = nullptr);
    void setUse(const AvatarSpec &avatar, const QString &name, qint64 bytes, qreal share); //!< share: 0 to 1
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    AvatarSpec m_avatar;
    QString m_name;
    qint64 m_bytes = 0;
    qreal m_share = 0;
};

} // namespace confab
