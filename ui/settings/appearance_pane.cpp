#include "ui/settings/appearance_pane.h"

#include "ui/common/labels.h"
#include "ui/common/option_row.h"
#include "ui/common/settings.h"
#include "ui/settings/accent_dot.h"
#include "ui/settings/text_preview.h"
#include "ui/settings/theme_card.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QSlider>
#include <QVBoxLayout>
#include <array>

namespace confab {

namespace {

constexpr int smallest = 85; // percent
constexpr int largest = 200;
constexpr int step = 5;

//! The marks under the slider.
class Marks : public QWidget {
public:
    Marks(const UiContext &context, QWidget *parent = nullptr)
        : QWidget(parent)
        , m_ui(context)
    {
        setFixedHeight(6);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        constexpr int handle = 9; // half of the slider's handle
        for (const int percent : {85, 100, 125, 150, 175, 200}) {
            const int x = handle + (width() - 2 * handle) * (percent - smallest) / (largest - smallest);
            painter.fillRect(layoutDirection() == Qt::RightToLeft ? width() - x : x, 0, 1, 5,
                m_ui.theme->color(Token::Icon));
        }
    }

private:
    const UiContext m_ui;
};

class Letter : public QWidget {
public:
    Letter(const UiContext &context, int size)
        : m_ui(context)
        , m_size(size)
    {
        setFixedSize(size + 4, 26);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        auto font = m_ui.theme->font(TextRole::Body);
        font.setPixelSize(m_size);
        painter.setFont(font);
        painter.setPen(m_ui.theme->color(Token::TextPrimary));
        painter.drawText(rect(), Qt::AlignCenter, QStringLiteral("A"));
    }

private:
    const UiContext m_ui;
    int m_size;
};

} // namespace

AppearancePane::AppearancePane(const UiContext &context, QWidget *parent)
    : SettingsPane(context, tr("Appearance"), parent)
{
    addThemes();
    addAccents();
    addTextSize();
    addOptions();
    refresh();
    connect(m_ui.settings, &UiSettings::changed, this, &AppearancePane::refresh);
}

void AppearancePane::addThemes()
{
    addSection(tr("Theme"));
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    m_cards = {
        new ThemeCard(m_ui, Theme::Mode::System, tr("System")),
        new ThemeCard(m_ui, Theme::Mode::Light, tr("Light")),
        new ThemeCard(m_ui, Theme::Mode::Dark, tr("Dark")),
    };
    for (auto *card : m_cards) {
        row->addWidget(card);
        connect(card, &ThemeCard::clicked, this, [this, card] {
            m_ui.settings->setThemeMode(card->mode());
            m_ui.theme->setMode(card->mode());
        });
    }
    row->addStretch(1);
    column()->addLayout(row);
}

void AppearancePane::addAccents()
{
    column()->addSpacing(14);
    addSection(tr("Accent"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    // A group of their own, so that the arrow keys and the exclusiveness stay among them.
    auto *group = new QWidget;
    group->setAccessibleName(tr("Accent"));
    group->setLayout(row);
    const std::array names {tr("Blue"), tr("Teal"), tr("Green"), tr("Violet"), tr("Pink"), tr("Orange")};
    static_assert(names.size() == accentCount);
    for (int i = 0; i < accentCount; ++i) {
        auto *dot = new AccentDot(m_ui, Accent(i), names[std::size_t(i)]);
        row->addWidget(dot);
        m_accents += dot;
        connect(dot, &AccentDot::clicked, this, [this, dot] {
            m_ui.settings->setAccent(dot->accent());
            m_ui.theme->setAccent(dot->accent());
        });
    }
    row->addStretch(1);
    column()->addWidget(group);
}

void AppearancePane::addTextSize()
{
    column()->addSpacing(22);
    auto *head = new QHBoxLayout;
    auto *title = new Label(m_ui, TextRole::Label, Token::TextSecondary, tr("Text size"));
    m_percent = new Label(m_ui, TextRole::Label, Token::TextPrimary);
    head->addWidget(title);
    head->addStretch();
    head->addWidget(m_percent);
    column()->addLayout(head);
    column()->addSpacing(10);

    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(new Letter(m_ui, 12), 0, Qt::AlignTop);
    auto *middle = new QVBoxLayout;
    middle->setSpacing(0);
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setRange(smallest / step, largest / step);
    m_slider->setPageStep(3);
    m_slider->setAccessibleName(tr("Text size in percent"));
    m_slider->setFixedHeight(26);
    middle->addWidget(m_slider);
    middle->addWidget(new Marks(m_ui));
    row->addLayout(middle, 1);
    row->addWidget(new Letter(m_ui, 20), 0, Qt::AlignTop);
    column()->addLayout(row);
    column()->addSpacing(14);
    m_preview = new TextPreview(m_ui);
    column()->addWidget(m_preview);
    column()->addSpacing(16);

    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        showScale(value * step);
        // While the handle is held only the preview follows: the page must not move under the pointer.
        if (!m_slider->isSliderDown())
            applyScale();
    });
    connect(m_slider, &QSlider::sliderReleased, this, &AppearancePane::applyScale);
}

void AppearancePane::addOptions()
{
    m_contrast = new OptionRow(m_ui, {}, tr("High contrast"));
    m_contrast->setDescription(tr("Black ground, white text, strong outlines"));
    m_contrast->setHorizontalPadding(0);
    connect(m_contrast->addSwitch(), &Switch::clicked, this, [this](bool on) {
        const auto mode = on ? Theme::Mode::Contrast : Theme::Mode::System;
        m_ui.settings->setThemeMode(mode);
        m_ui.theme->setMode(mode);
    });
    addRow(m_contrast);
    m_motion = new OptionRow(m_ui, {}, tr("Reduce motion"));
    m_motion->setDescription(tr("Nothing slides or fades. Also on where the system asks for it."));
    m_motion->setHorizontalPadding(0);
    connect(m_motion->addSwitch(), &Switch::clicked, this, [this](bool on) {
        m_ui.settings->setReducedMotion(on);
        m_ui.theme->setReducedMotion(on);
    });
    addRow(m_motion);
}

void AppearancePane::showScale(int percent)
{
    m_percent->setText(QStringLiteral("%1 %").arg(percent));
    m_preview->setScale(percent);
}

void AppearancePane::applyScale()
{
    const int percent = m_slider->value() * step;
    m_ui.settings->setTextScale(percent);
    m_ui.theme->setScalePercent(percent);
}

void AppearancePane::refresh()
{
    const auto mode = m_ui.settings->themeMode();
    for (auto *card : std::as_const(m_cards)) {
        // High contrast is none of the three: an exclusive group can only be emptied by force.
        card->setAutoExclusive(false);
        card->setChecked(card->mode() == mode);
        card->setAutoExclusive(true);
    }
    for (auto *dot : std::as_const(m_accents))
        dot->setChecked(dot->accent() == m_ui.settings->accent());
    m_contrast->toggle()->setChecked(mode == Theme::Mode::Contrast);
    m_motion->toggle()->setChecked(m_ui.settings->reducedMotion());
    if (!m_slider->isSliderDown()) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(m_ui.settings->textScale() / step);
        showScale(m_ui.settings->textScale());
    }
}

} // namespace confab
