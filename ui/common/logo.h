#pragma once

#include "ui/common/ui_context.h"
#include "ui/theme/palette.h"

#include <QWidget>
#include <memory>

class QSvgRenderer;

namespace confab {

//! The two bubbles of Confab on `ground`.
class Logo : public QWidget {
    Q_OBJECT
public:
    //! `width` in px; the height follows (52×44).
    Logo(const UiContext &context, int width, Token ground, QWidget *parent = nullptr);
    ~Logo() override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void load();
    const UiContext m_ui;
    Token m_ground;
    std::unique_ptr<QSvgRenderer> m_picture;
};

} // namespace confab
