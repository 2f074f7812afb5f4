#pragma once

#include "ui/common/ui_context.h"

#include <QStringList>
#include <QWidget>

namespace confab {

//! The six quick reactions in a row, as real buttons.
class ReactionBar : public QWidget {
    Q_OBJECT
public:
    static const QStringList &quick();

    //! `mine`: the own reaction, shown as chosen; choosing it again takes it back.
    ReactionBar(const UiContext &context, const QString &mine, QWidget *parent = nullptr);

signals:
    void chosen(const QString &emoji); //!< empty: take it back
};

} // namespace confab
