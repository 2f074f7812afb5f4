#include "ui/groups/group_editor.h"

#include "ui/common/buttons.h"
#include "ui/common/fields.h"
#include "ui/common/text_area.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace confab {

namespace {
constexpr int titleLimit = 128;
constexpr int aboutLimit = 512;
} // namespace

GroupEditor::GroupEditor(const UiContext &context, QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 0, 16, 14);
    column->setSpacing(0);
    m_title = new LabeledField(context, tr("Name of the group"));
    m_title->field()->setMaxLength(titleLimit);
    m_about = new TextArea(context, tr("Description"), aboutLimit, 4);
    column->addWidget(m_title);
    column->addSpacing(4);
    column->addWidget(m_about);
    column->addSpacing(6);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *cancel = new Button(context, Button::Kind::Secondary, tr("Cancel"));
    m_save = new Button(context, Button::Kind::Primary, tr("Save"));
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(m_title, &LabeledField::submitted, this, &GroupEditor::save);
    connect(m_about, &TextArea::submitted, this, &GroupEditor::save);
    connect(m_save, &Button::clicked, this, &GroupEditor::save);
    connect(cancel, &Button::clicked, this, &GroupEditor::cancelled);
}

void GroupEditor::begin(const QString &title, const QString &about)
{
    m_title->field()->setText(title);
    m_title->clearState();
    m_about->setText(about);
    show();
    m_title->field()->setFocus();
    m_title->field()->selectAll();
}

void GroupEditor::save()
{
    const auto title = m_title->text().simplified();
    if (title.isEmpty()) {
        m_title->setError(tr("A group needs a name."));
        m_title->field()->setFocus();
        return;
    }
    emit saved(title, m_about->text().trimmed());
}

void GroupEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit cancelled();
    else
        QWidget::keyPressEvent(event);
}

} // namespace confab
