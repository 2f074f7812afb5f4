#pragma once

#include "core/media/media_values.h"

#include <QHash>
#include <functional>

namespace confab {

//! The folder of sealed files, `media` in the profile: ciphertext only, the keys are in the database. The file system
//! is the truth about what is here; a file's modification time is when it was used last. Thread-safe: no state.
class MediaCache {
public:
    enum class Place : std::uint8_t {
        Received, //!< downloaded: counts for the budget, goes when it is not used
        Own, //!< sealed here for sending: stays until the user clears it
        Avatars,
    };
    struct Entry {
        Place place = Place::Received;
        qint64 bytes = 0;
        qint64 used = 0; //!< ms since 1970
        bool partial = false;
    };

    explicit MediaCache(QString folder);

    QString path(Place place, const MediaId &media) const;
    //! What of it is not whole yet.
    QString partialPath(Place place, const MediaId &media) const { return path(place, media) + partial; }
    //! The whole file's path; empty: not here.
    QString find(const MediaId &media) const;
    //! Makes the file's folder.
    bool prepare(const QString &path) const;
    void touch(const QString &path) const; //!< used now
    void remove(const MediaId &media) const; //!< whole or partial, wherever it is

    //! All files, by walking the folder. Takes its time: not on a thread that somebody waits for.
    QHash<MediaId, Entry> entries() const;
    //! Removes what of the received files was used longest ago until they take at most `budget` bytes.
    void shrink(qint64 budget) const;

    //! Removes what nobody needs any more and was not used for a day (younger files may belong to a message that is just
    //! being stored), and pictures of people after thirty. `now`: ms since 1970. `isNeeded` is not asked of the latter.
    void sweep(qint64 now, const std::function<bool(const MediaId &)> &isNeeded) const;

    static constexpr char partial[] = ".part";

private:
    QString m_folder;
};

} // namespace confab
