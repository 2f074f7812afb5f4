#pragma once

#include <QObject>
#include <QTimer>

namespace confab {

class ActivitySource;

//! Lets the text cursor stop blinking, and stay visible, some seconds after the last input: else it alone would repaint
//! an idle window twice a second for ever.
class CaretRest : public QObject {
    Q_OBJECT
public:
    static constexpr int after = 5'000; // ms
    CaretRest(ActivitySource *activity, QObject *parent = nullptr);
    ~CaretRest() override;

private:
    void wake();

    const int m_flashTime; //!< the desktop's
    QTimer m_timer;
};

} // namespace confab
