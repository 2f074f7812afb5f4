#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

//! The shield that stands above everything that is said of keys, 104×92. Decorative: the words below say the same.
class VaultPicture : public QWidget {
    Q_OBJECT
public:
    enum class Mark {
        None,
        Key, //!< the keyring
        Locked,
        Trouble,
        Moving,
        Done,
    };
    VaultPicture(const UiContext &context, Mark mark, QWidget *parent = nullptr);
    void setMark(Mark mark);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    Mark m_mark;
};

} // namespace confab
