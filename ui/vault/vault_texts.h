#pragma once

#include "ui/vault/vault_flow.h"
#include "ui/vault/vault_picture.h"

namespace confab {

//! What a screen says: a title, a sentence or two, and the mark on its shield.
struct VaultText {
    QString title;
    QString text;
    VaultPicture::Mark mark = VaultPicture::Mark::None;
};

VaultText troubleText(const ProfileFacts &facts, const GateError &error);
//! Why the key could not be kept as it was chosen, and what to do: one or two sentences.
QString choiceNotice(const ProfileFacts &facts, const GateError &error);
VaultText workText(const VaultFlow::View &view);
//! "123 MB of 2.1 GB"; empty where there are no numbers.
QString workDetail(const ProfileWork &work);
QString actionText(VaultFlow::Action action);
//! Its name, or words for it where it has none.
QString keyringText(const ProfileFacts &facts);

} // namespace confab
