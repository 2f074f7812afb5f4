#pragma once

#include <QList>
#include <QRect>

class QWidget;

namespace confab {

class UiSettings;

//! Where the window stood: the normal rectangle and, apart from it, whether it was maximised.
struct WindowPlacement {
    QRect normal; //!< null: never stored
    bool maximised = false;

    //! The rectangle moved and shrunk so that it lies on one of `screens` (their available areas); the one it overlaps
    //! most, else the first. Null where there is none stored or no screen.
    QRect on(const QList<QRect> &screens, QSize minimum) const;

    static WindowPlacement load(const UiSettings &settings);
    void save(UiSettings *settings) const;
    static WindowPlacement of(const QWidget *window);
};

//! Puts the window where it stood, or in the middle of the first screen at its first size.
void placeWindow(QWidget *window, const UiSettings &settings);

} // namespace confab
