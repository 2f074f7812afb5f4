#pragma once

#include "ui/common/ui_context.h"

#include <QImage>
#include <QWidget>

namespace confab {

//! A QR picture on its white card. Modules are whole device pixels at any scale factor, so edges stay sharp.
class QrView : public QWidget {
    Q_OBJECT
public:
    //! `side`: of the code itself in logical px; the card is 28 px larger.
    QrView(const UiContext &context, int side, QWidget *parent = nullptr);

    void setPayload(const QByteArray
            &payload); //!< empty: a quiet placeholder. Takes the place of the old without a flash
    void setFaded(bool faded); //!< the code is no longer good
    bool isEmpty() const { return m_modules.isNull(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    //! One pixel a module, black on white, without the quiet zone; null where the payload is too long for a
    //! code.
    static QImage encode(const QByteArray &payload);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    int m_side;
    bool m_faded = false;
    QImage m_modules;
};

} // namespace confab
