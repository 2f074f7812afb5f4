#pragma once

class QCoreApplication;

namespace confab {

//! Texts in the language of the system; in English, too, where the plural forms need them. Before the first widget.
void loadTranslations(QCoreApplication *app);

} // namespace confab
