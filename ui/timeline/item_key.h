#pragma once

#include "core/store/rows.h"

namespace confab {

//! Names one message of a timeline: by seq once the server has stored it, by cid until then. A key that was
//! taken before the acknowledgement still finds its message afterwards, because stored rows keep their cid.
struct ItemKey {
    Seq seq;
    Cid cid;

    static ItemKey of(const MessageRow &row) { return {row.seq, row.cid}; }
    bool isNull() const { return seq.value == 0 && cid.isNull(); }
    bool names(const MessageRow &row) const
    {
        return seq.value > 0 && row.seq.value > 0 ? seq == row.seq : !cid.isNull() && cid == row.cid;
    }
    friend bool operator==(const ItemKey &a, const ItemKey &b)
    {
        return a.seq.value > 0 && b.seq.value > 0 ? a.seq == b.seq
                                                  : a.cid == b.cid && (a.seq == b.seq || !a.cid.isNull());
    }
};

} // namespace confab
