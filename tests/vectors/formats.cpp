#include "tests/vectors/check_basics.h"
#include "tests/vectors/check_groups.h"

#include <algorithm>
#include <array>

namespace vectors {

namespace {

template <int N>
bool has(const QJsonObject &entry, const char *const (&keys)[N])
{
    return std::all_of(std::begin(keys), std::end(keys), [&](const char *key) { return entry.contains(QLatin1String(key)); });
}

#define CONFAB_KEYS(...) [](const QJsonObject &entry) { return has(entry, {__VA_ARGS__}); }

const std::array<Format, 14> formats {{
    {"tree-math", CONFAB_KEYS("n_leaves", "n_nodes", "root"), checkTreeMath},
    {"deserialization", CONFAB_KEYS("vlbytes_header", "length"), checkDeserialization},
    {"crypto-basics", CONFAB_KEYS("ref_hash", "expand_with_label"), checkCryptoBasics},
    {"secret-tree", CONFAB_KEYS("encryption_secret", "sender_data", "leaves"), checkSecretTree},
    {"message-protection", CONFAB_KEYS("membership_key", "proposal_pub", "commit_priv"), checkMessageProtection},
    {"key-schedule", CONFAB_KEYS("initial_init_secret", "epochs"), checkKeySchedule},
    {"psk_secret", CONFAB_KEYS("psks", "psk_secret"), checkPskSecret},
    {"transcript-hashes", CONFAB_KEYS("authenticated_content", "confirmation_key"), checkTranscriptHashes},
    {"welcome", CONFAB_KEYS("welcome", "signer_pub", "init_priv"), checkWelcome},
    {"tree-operations", CONFAB_KEYS("tree_before", "proposal", "tree_after"), checkTreeOperations},
    {"tree-validation", CONFAB_KEYS("tree", "tree_hashes", "resolutions"), checkTreeValidation},
    {"treekem", CONFAB_KEYS("leaves_private", "update_paths"), checkTreeKem},
    {"messages", CONFAB_KEYS("mls_welcome", "private_message"), checkMessages},
    {"passive-client", CONFAB_KEYS("welcome", "initial_epoch_authenticator", "epochs"), checkPassiveClient},
}};

} // namespace

const Format *formatOf(const QJsonObject &entry)
{
    const auto it = std::find_if(formats.begin(), formats.end(), [&](const Format &f) { return f.matches(entry); });
    return it == formats.end() ? nullptr : &*it;
}

} // namespace vectors
