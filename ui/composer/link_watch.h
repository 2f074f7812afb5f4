#pragma once

#include "core/protocol/content.h"
#include "ui/common/ui_context.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace confab {

//! The first http or https address in a text, without the punctuation that ends a sentence; empty: none. Linear.
[[nodiscard]] QString firstWebLink(const QString &text);

//! Asks for a preview of the first link in a text that is being written, once typing pauses. What the user took away
//! stays away for that link; what cannot be fetched is silently none.
class LinkWatch : public QObject {
    Q_OBJECT
public:
    static constexpr int pause = 500; //!< ms

    explicit LinkWatch(const UiContext &context, QObject *parent = nullptr);

    void textChanged(const QString &text);
    void dismiss();
    void reset(); //!< another chat, or sent
    const std::optional<LinkPreview> &preview() const { return m_preview; }

signals:
    void changed();

private:
    void ask();
    void setPreview(const std::optional<LinkPreview> &preview);

    const UiContext m_ui;
    QString m_url; //!< in the text now
    QString m_asked; //!< the last one that was asked for
    std::optional<LinkPreview> m_preview;
    QSet<QString> m_dismissed;
    QTimer m_timer;
};

} // namespace confab
