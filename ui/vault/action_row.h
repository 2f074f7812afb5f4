#pragma once

#include <QList>
#include <QWidget>

namespace confab {

class Button;

//! Buttons side by side, or one below the other where their words do not fit.
class ActionRow : public QWidget {
    Q_OBJECT
public:
    explicit ActionRow(QWidget *parent = nullptr);

    void add(Button *button);
    void setCentred(bool centred); //!< else at the leading edge
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QList<Button *> shown() const;
    bool fits(int width) const;
    int widthOfAll() const;
    void place();

    QList<Button *> m_buttons;
    bool m_centred = false;
};

} // namespace confab
