#pragma once

#include "core/store/values.h"

namespace confab {

//! Between the sequencer and the store: turns an event's body into content, in the order of the log. The place where
//! MLS will stand. Thread: the engine's.
class Decryptor {
public:
    virtual ~Decryptor() = default;
    //! Without content the event is kept raw and shown as one quiet row.
    virtual OpenedEvent open(const Event &event) = 0;
};

//! An outgoing body, sealed for its chat.
struct SealedBody {
    Enc enc = Enc::None;
    std::optional<qint64> epoch;
    QByteArray body;
    QList<BlobId> media; //!< that the server has to keep
};

//! The other direction. A retry is sealed afresh, under the same cid.
class Encryptor {
public:
    virtual ~Encryptor() = default;
    virtual SealedBody seal(const OutboxItem &item) = 0;
};

//! enc "none": the body is the content itself.
class PlaintextCipher final : public Decryptor, public Encryptor {
public:
    OpenedEvent open(const Event &event) override;
    SealedBody seal(const OutboxItem &item) override;
};

} // namespace confab
