<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>ChatActions</name>
    <message>
        <source>Unmute</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>Unmute (muted until %1)</source>
        <translation>Stummschaltung aufheben (bis %1)</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>For 8 hours</source>
        <translation>Für 8 Stunden</translation>
    </message>
    <message>
        <source>For 1 week</source>
        <translation>Für 1 Woche</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Chat archived</source>
        <translation>Chat archiviert</translation>
    </message>
    <message>
        <source>Chat moved back to the list</source>
        <translation>Chat ist wieder in der Liste</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Leave %1?</source>
        <translation>%1 verlassen?</translation>
    </message>
    <message>
        <source>You will receive no more messages of this group. What you have stays here.</source>
        <translation>Du bekommst keine Nachrichten dieser Gruppe mehr. Was du hast, bleibt hier.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Block %1?</source>
        <translation>%1 blockieren?</translation>
    </message>
    <message>
        <source>They cannot send you direct messages or see when you are online. They are not told.</source>
        <translation>Diese Person kann dir keine direkten Nachrichten schicken und nicht sehen, wann du online bist. Sie erfährt nichts davon.</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Blockieren</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Nicht mehr anheften</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Unarchive</source>
        <translation>Aus dem Archiv holen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Leave group…</source>
        <translation>Gruppe verlassen …</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Nicht mehr blockieren</translation>
    </message>
    <message>
        <source>Block…</source>
        <translation>Blockieren …</translation>
    </message>
</context>
<context>
    <name>ChatRow</name>
    <message>
        <source>Only you can read what you put here</source>
        <translation>Was du hier ablegst, kannst nur du lesen</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Noch keine Nachrichten</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not sent</source>
        <translation>
            <numerusform>%n Nachricht nicht gesendet</numerusform>
            <numerusform>%n Nachrichten nicht gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>Nicht gesendet: %1</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n ungelesene Nachricht</numerusform>
            <numerusform>%n ungelesene Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>marked as unread</source>
        <translation>als ungelesen markiert</translation>
    </message>
    <message>
        <source>you are mentioned</source>
        <translation>du wirst erwähnt</translation>
    </message>
    <message>
        <source>%1+</source>
        <translation>%1+</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>Entwurf:</translation>
    </message>
</context>
<context>
    <name>ConnectionNotice</name>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Updating…</source>
        <translation>Aktualisieren …</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden …</translation>
    </message>
    <message numerus="yes">
        <source>Reconnecting in %n s</source>
        <translation>
            <numerusform>Neuer Versuch in %n s</numerusform>
            <numerusform>Neuer Versuch in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DisplayText</name>
    <message numerus="yes">
        <source>%1 and %n other(s)</source>
        <translation>
            <numerusform>%1 und %n andere Person</numerusform>
            <numerusform>%1 und %n andere</numerusform>
        </translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Voice message</source>
        <translation>Sprachnachricht</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Notes to self</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>You named the group %1</source>
        <translation>Du hast der Gruppe den Namen %1 gegeben</translation>
    </message>
    <message>
        <source>%1 named the group %2</source>
        <translation>%1 hat der Gruppe den Namen %2 gegeben</translation>
    </message>
    <message>
        <source>You changed the group&apos;s description</source>
        <translation>Du hast die Beschreibung der Gruppe geändert</translation>
    </message>
    <message>
        <source>%1 changed the group&apos;s description</source>
        <translation>%1 hat die Beschreibung der Gruppe geändert</translation>
    </message>
    <message>
        <source>You created this chat</source>
        <translation>Du hast diesen Chat begonnen</translation>
    </message>
    <message>
        <source>%1 created this chat</source>
        <translation>%1 hat diesen Chat begonnen</translation>
    </message>
    <message>
        <source>%1 added you</source>
        <translation>%1 hat dich hinzugefügt</translation>
    </message>
    <message>
        <source>You added %1</source>
        <translation>Du hast %1 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 added %2</source>
        <translation>%1 hat %2 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 removed you</source>
        <translation>%1 hat dich entfernt</translation>
    </message>
    <message>
        <source>You removed %1</source>
        <translation>Du hast %1 entfernt</translation>
    </message>
    <message>
        <source>%1 removed %2</source>
        <translation>%1 hat %2 entfernt</translation>
    </message>
    <message>
        <source>You left</source>
        <translation>Du hast die Gruppe verlassen</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 hat die Gruppe verlassen</translation>
    </message>
    <message>
        <source>You are an admin now</source>
        <translation>Du bist jetzt Admin</translation>
    </message>
    <message>
        <source>You are no longer an admin</source>
        <translation>Du bist nicht mehr Admin</translation>
    </message>
    <message>
        <source>%1 is an admin now</source>
        <translation>%1 ist jetzt Admin</translation>
    </message>
    <message>
        <source>%1 is no longer an admin</source>
        <translation>%1 ist nicht mehr Admin</translation>
    </message>
    <message>
        <source>Something changed. Update Confab to see what</source>
        <translation>Etwas hat sich geändert. Aktualisiere Confab, um es zu sehen</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
    <message>
        <source>Update Confab to see this message</source>
        <translation>Aktualisiere Confab, um diese Nachricht zu sehen</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Media</name>
    <message>
        <source>The file on this computer is damaged. Fetch it again.</source>
        <translation>Die Datei auf diesem Rechner ist beschädigt. Lade sie noch einmal.</translation>
    </message>
    <message>
        <source>The file cannot be written there.</source>
        <translation>Dorthin lässt sich die Datei nicht schreiben.</translation>
    </message>
    <message>
        <source>There is no space left for the file.</source>
        <translation>Für die Datei ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>The file has changed since it was chosen.</source>
        <translation>Die Datei hat sich geändert, seit sie gewählt wurde.</translation>
    </message>
    <message>
        <source>Files may have at most 2 GB.</source>
        <translation>Dateien dürfen höchstens 2 GB haben.</translation>
    </message>
    <message>
        <source>The file could not be prepared: the disk refuses it.</source>
        <translation>Die Datei ließ sich nicht vorbereiten: der Datenträger nimmt sie nicht an.</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>Die Datei ist nicht da.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Sending was cancelled.</source>
        <translation>Das Senden wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The file could not be prepared: there is no space left on this computer.</source>
        <translation>Die Datei ließ sich nicht vorbereiten: auf diesem Rechner ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>The picture is damaged.</source>
        <translation>Das Bild ist beschädigt.</translation>
    </message>
    <message>
        <source>The page says nothing of itself.</source>
        <translation>Die Seite sagt nichts über sich.</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>away</source>
        <translation>abwesend</translation>
    </message>
    <message>
        <source>last seen just now</source>
        <translation>gerade eben online</translation>
    </message>
    <message numerus="yes">
        <source>last seen %n minute(s) ago</source>
        <translation>
            <numerusform>vor %n Minute online</numerusform>
            <numerusform>vor %n Minuten online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last seen %n hour(s) ago</source>
        <translation>
            <numerusform>vor %n Stunde online</numerusform>
            <numerusform>vor %n Stunden online</numerusform>
        </translation>
    </message>
    <message>
        <source>last seen today at %1</source>
        <translation>heute um %1 online</translation>
    </message>
    <message>
        <source>last seen yesterday at %1</source>
        <translation>gestern um %1 online</translation>
    </message>
    <message>
        <source>last seen on %1</source>
        <translation>zuletzt online am %1</translation>
    </message>
</context>
<context>
    <name>PresenceText</name>
    <message numerus="yes">
        <source>%Ln member(s)</source>
        <translation>
            <numerusform>%Ln Mitglied</numerusform>
            <numerusform>%Ln Mitglieder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 online</source>
        <comment>7 members, 4 online</comment>
        <translation>%1, %2 online</translation>
    </message>
    <message>
        <source>active now</source>
        <translation>jetzt aktiv</translation>
    </message>
    <message>
        <source>not active yet</source>
        <translation>noch nicht aktiv</translation>
    </message>
    <message numerus="yes">
        <source>last active %n minute(s) ago</source>
        <translation>
            <numerusform>vor %n Minute aktiv</numerusform>
            <numerusform>vor %n Minuten aktiv</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last active %n hour(s) ago</source>
        <translation>
            <numerusform>vor %n Stunde aktiv</numerusform>
            <numerusform>vor %n Stunden aktiv</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last active %n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag aktiv</numerusform>
            <numerusform>vor %n Tagen aktiv</numerusform>
        </translation>
    </message>
    <message>
        <source>last active %1</source>
        <translation>zuletzt aktiv am %1</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild ab</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Runter</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Text größer</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Text kleiner</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Normale Textgröße</translation>
    </message>
    <message>
        <source>Minimise the window</source>
        <translation>Fenster minimieren</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Voriger Chat</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Nächster Chat</translation>
    </message>
    <message>
        <source>Previous unread chat</source>
        <translation>Voriger ungelesener Chat</translation>
    </message>
    <message>
        <source>Next unread chat</source>
        <translation>Nächster ungelesener Chat</translation>
    </message>
    <message>
        <source>Mark as read or unread</source>
        <translation>Als gelesen oder ungelesen markieren</translation>
    </message>
    <message>
        <source>Archive or unarchive</source>
        <translation>Archivieren oder zurückholen</translation>
    </message>
    <message>
        <source>Mute or unmute</source>
        <translation>Stumm schalten oder aufheben</translation>
    </message>
    <message>
        <source>Chat info</source>
        <translation>Info zum Chat</translation>
    </message>
    <message>
        <source>Newest message</source>
        <translation>Neueste Nachricht</translation>
    </message>
    <message>
        <source>Reply to the message above or below</source>
        <translation>Auf die Nachricht darüber oder darunter antworten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Options of a message</source>
        <translation>Menü einer Nachricht</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Edit the last message, in an empty field</source>
        <translation>Letzte Nachricht bearbeiten, im leeren Feld</translation>
    </message>
    <message>
        <source>Close: menu, selection, reply, search, chat</source>
        <translation>Schließen: Menü, Auswahl, Antwort, Suche, Chat</translation>
    </message>
    <message>
        <source>First to ninth chat</source>
        <translation>Erster bis neunter Chat</translation>
    </message>
</context>
<context>
    <name>Store</name>
    <message>
        <source>The local database is damaged and could not be moved out of the way.</source>
        <translation>Die lokale Datenbank ist beschädigt und ließ sich nicht beiseiteschieben.</translation>
    </message>
    <message>
        <source>This profile belongs to another account.</source>
        <translation>Dieses Profil gehört zu einem anderen Konto.</translation>
    </message>
    <message>
        <source>The profile folder cannot be created.</source>
        <translation>Der Ordner des Profils lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>The profile folder cannot be written to.</source>
        <translation>In den Ordner des Profils lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>This profile is already open in another window or program.</source>
        <translation>Dieses Profil ist schon in einem anderen Fenster oder Programm geöffnet.</translation>
    </message>
    <message numerus="yes">
        <source>The local database was damaged. %n message(s) were recovered, the rest comes from the server again.</source>
        <translation>
            <numerusform>Die lokale Datenbank war beschädigt. %n Nachricht wurde gerettet, der Rest kommt noch einmal vom Server.</numerusform>
            <numerusform>Die lokale Datenbank war beschädigt. %n Nachrichten wurden gerettet, der Rest kommt noch einmal vom Server.</numerusform>
        </translation>
    </message>
    <message>
        <source>This profile was last used by a newer version of Confab. Please update; nothing was changed.</source>
        <translation>Dieses Profil wurde zuletzt von einer neueren Version von Confab benutzt. Bitte aktualisiere das Programm; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The local database is in use and did not become free in time.</source>
        <translation>Die lokale Datenbank ist in Gebrauch und wurde nicht rechtzeitig frei.</translation>
    </message>
    <message>
        <source>There is no space left on the disk.</source>
        <translation>Auf dem Datenträger ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>The local database is damaged.</source>
        <translation>Die lokale Datenbank ist beschädigt.</translation>
    </message>
    <message>
        <source>The local database cannot be written to.</source>
        <translation>In die lokale Datenbank lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The local database cannot be read or written.</source>
        <translation>Die lokale Datenbank lässt sich nicht lesen oder schreiben.</translation>
    </message>
    <message>
        <source>The key that is given does not open this profile.</source>
        <translation>Der angegebene Schlüssel öffnet dieses Profil nicht.</translation>
    </message>
    <message>
        <source>The local database was gone. Your account is unharmed, and the messages come from the server again.</source>
        <translation>Die lokale Datenbank war weg. Deinem Konto fehlt nichts, und die Nachrichten kommen noch einmal vom Server.</translation>
    </message>
</context>
<context>
    <name>Ticks</name>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Not sent, press Enter for options</source>
        <translation>Nicht gesendet, Eingabetaste zeigt Optionen</translation>
    </message>
</context>
<context>
    <name>TimeLabel</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
</context>
<context>
    <name>Typing</name>
    <message>
        <source>typing…</source>
        <translation>schreibt …</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 schreibt …</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>%1 und %2 schreiben …</translation>
    </message>
    <message numerus="yes">
        <source>%n people are typing…</source>
        <translation>
            <numerusform>%n Person schreibt …</numerusform>
            <numerusform>%n Personen schreiben …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::AboutPane</name>
    <message>
        <source>About Confab</source>
        <translation>Über Confab</translation>
    </message>
    <message>
        <source>Chat on the desktop, with a server that anyone can run.</source>
        <translation>Chatten am Rechner, mit einem Server, den jeder betreiben kann.</translation>
    </message>
    <message>
        <source>Free software</source>
        <translation>Freie Software</translation>
    </message>
    <message>
        <source>Under the MIT licence: use it, change it, pass it on.</source>
        <translation>Unter der MIT-Lizenz: nutze sie, ändere sie, gib sie weiter.</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted yet</source>
        <translation>Noch nicht Ende-zu-Ende-verschlüsselt</translation>
    </message>
    <message>
        <source>This version protects messages on their way, but not from whoever runs the server.</source>
        <translation>Diese Version schützt Nachrichten unterwegs, aber nicht vor denen, die den Server betreiben.</translation>
    </message>
    <message>
        <source>Built with</source>
        <translation>Gebaut mit</translation>
    </message>
    <message>
        <source>Qt %1, SQLite, libsodium, libqrencode, OpenSSL, Boost</source>
        <translation>Qt %1, SQLite, libsodium, libqrencode, OpenSSL, Boost</translation>
    </message>
</context>
<context>
    <name>confab::AccountMedia</name>
    <message>
        <source>The file is too large to be shown.</source>
        <translation>Die Datei ist zu groß, um gezeigt zu werden.</translation>
    </message>
    <message>
        <source>This is not what was sent.</source>
        <translation>Das ist nicht, was gesendet wurde.</translation>
    </message>
    <message>
        <source>The messages on this computer are not open.</source>
        <translation>Die Nachrichten auf diesem Rechner sind nicht geöffnet.</translation>
    </message>
    <message>
        <source>The picture is damaged.</source>
        <translation>Das Bild ist beschädigt.</translation>
    </message>
    <message>
        <source>The picture could not be sent.</source>
        <translation>Das Bild ließ sich nicht senden.</translation>
    </message>
    <message>
        <source>There is no picture.</source>
        <translation>Es gibt kein Bild.</translation>
    </message>
    <message>
        <source>The picture could not be fetched.</source>
        <translation>Das Bild ließ sich nicht laden.</translation>
    </message>
    <message>
        <source>This picture cannot be used.</source>
        <translation>Dieses Bild lässt sich nicht verwenden.</translation>
    </message>
    <message>
        <source>There is no space left on this computer.</source>
        <translation>Auf diesem Rechner ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>Previews of links are turned off.</source>
        <translation>Vorschauen von Links sind ausgeschaltet.</translation>
    </message>
    <message>
        <source>The page says nothing of itself.</source>
        <translation>Die Seite sagt nichts über sich.</translation>
    </message>
</context>
<context>
    <name>confab::AccountOnboarding</name>
    <message>
        <source>A username has 3 to 32 of the characters a–z, 0–9, “_”, “.” and “-”.</source>
        <translation>Ein Benutzername hat 3 bis 32 der Zeichen a–z, 0–9, „_“, „.“ und „-“.</translation>
    </message>
    <message>
        <source>There is an account on this computer already.</source>
        <translation>Auf diesem Rechner gibt es schon ein Konto.</translation>
    </message>
</context>
<context>
    <name>confab::AccountSession</name>
    <message>
        <source>The messages on this computer are not open.</source>
        <translation>Die Nachrichten auf diesem Rechner sind nicht geöffnet.</translation>
    </message>
</context>
<context>
    <name>confab::AddMembersSheet</name>
    <message>
        <source>Add members</source>
        <translation>Mitglieder hinzufügen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>Add %n person(s)</source>
        <translation>
            <numerusform>%n Person hinzufügen</numerusform>
            <numerusform>%n Personen hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>They will see what is written from now on.</source>
        <translation>Sie sehen, was von jetzt an geschrieben wird.</translation>
    </message>
</context>
<context>
    <name>confab::App</name>
    <message>
        <source>(%1) Confab</source>
        <translation>(%1) Confab</translation>
    </message>
</context>
<context>
    <name>confab::AppearancePane</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Text size in percent</source>
        <translation>Textgröße in Prozent</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Black ground, white text, strong outlines</source>
        <translation>Schwarzer Grund, weißer Text, kräftige Umrisse</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Nothing slides or fades. Also on where the system asks for it.</source>
        <translation>Nichts gleitet oder blendet über. Auch an, wenn das System es verlangt.</translation>
    </message>
    <message>
        <source>Accent</source>
        <translation>Akzentfarbe</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Türkis</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
</context>
<context>
    <name>confab::Button</name>
    <message>
        <source>Please wait</source>
        <translation>Bitte warten</translation>
    </message>
</context>
<context>
    <name>confab::ChatAdmin</name>
    <message>
        <source>This computer could not store the chat.</source>
        <translation>Dieser Rechner konnte den Chat nicht speichern.</translation>
    </message>
</context>
<context>
    <name>confab::ChatHeader</name>
    <message>
        <source>Not end-to-end encrypted</source>
        <translation>Nicht Ende-zu-Ende-verschlüsselt</translation>
    </message>
    <message>
        <source>Messages of this chat can be read by whoever runs the server.</source>
        <translation>Wer den Server betreibt, kann die Nachrichten dieses Chats lesen.</translation>
    </message>
    <message>
        <source>Back to the chats</source>
        <translation>Zurück zu den Chats</translation>
    </message>
    <message>
        <source>Chat info</source>
        <translation>Info zum Chat</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Group info</source>
        <translation>Info zur Gruppe</translation>
    </message>
    <message>
        <source>Contact info</source>
        <translation>Info zum Kontakt</translation>
    </message>
    <message>
        <source>You left this group</source>
        <translation>Du hast diese Gruppe verlassen</translation>
    </message>
    <message>
        <source>Only you can see this</source>
        <translation>Nur du kannst das sehen</translation>
    </message>
</context>
<context>
    <name>confab::ChatListPanel</name>
    <message>
        <source>Your profile and settings</source>
        <translation>Dein Profil und Einstellungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Strg K</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>Notes to self</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Nothing for “%1”</source>
        <translation>Nichts zu „%1“</translation>
    </message>
    <message>
        <source>No chat or person has this name.</source>
        <translation>Kein Chat und keine Person heißt so.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche löschen</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>Alles gelesen</translation>
    </message>
    <message>
        <source>There is nothing new for you.</source>
        <translation>Es gibt nichts Neues für dich.</translation>
    </message>
    <message>
        <source>Nothing archived</source>
        <translation>Nichts archiviert</translation>
    </message>
    <message>
        <source>Chats you archive leave the list and wait here.</source>
        <translation>Archivierte Chats verlassen die Liste und warten hier.</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Noch keine Chats</translation>
    </message>
    <message>
        <source>Write to someone by their user name.</source>
        <translation>Schreib jemandem über den Benutzernamen.</translation>
    </message>
    <message>
        <source>Add by user name</source>
        <translation>Mit Benutzernamen hinzufügen</translation>
    </message>
</context>
<context>
    <name>confab::ChatListView</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
</context>
<context>
    <name>confab::ChatPane</name>
    <message>
        <source>Pick a chat</source>
        <translation>Wähle einen Chat</translation>
    </message>
    <message>
        <source>Choose someone on the left, or begin a new conversation.</source>
        <translation>Wähle links jemanden aus oder beginne ein neues Gespräch.</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Media, files and links</source>
        <translation>Medien, Dateien und Links</translation>
    </message>
</context>
<context>
    <name>confab::ChipBox</name>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>confab::Columns</name>
    <message>
        <source>Width of the chat list</source>
        <translation>Breite der Chatliste</translation>
    </message>
</context>
<context>
    <name>confab::Committer</name>
    <message>
        <source>This computer can store messages again.</source>
        <translation>Dieser Rechner kann wieder Nachrichten speichern.</translation>
    </message>
</context>
<context>
    <name>confab::Composer</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>The message that you were editing was deleted</source>
        <translation>Die Nachricht, die du bearbeitet hast, wurde gelöscht</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 hat die Gruppe verlassen</translation>
    </message>
    <message>
        <source>Too long by %1: send it in two messages</source>
        <translation>%1 zu lang: teile sie auf zwei Nachrichten auf</translation>
    </message>
    <message>
        <source>The message is too long</source>
        <translation>Die Nachricht ist zu lang</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Anhängen</translation>
    </message>
    <message>
        <source>Photos and videos…</source>
        <translation>Fotos und Videos …</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Dateien …</translation>
    </message>
    <message>
        <source>Take a photo…</source>
        <translation>Foto aufnehmen …</translation>
    </message>
    <message>
        <source>Finish the edit first: files cannot be added to a message that was sent.</source>
        <translation>Beende zuerst das Bearbeiten: einer gesendeten Nachricht lassen sich keine Dateien hinzufügen.</translation>
    </message>
    <message>
        <source>Too short: hold the button while you speak, or click it once to begin and send to end.</source>
        <translation>Zu kurz: halte die Taste, während du sprichst, oder klicke einmal, um zu beginnen, und sende zum Beenden.</translation>
    </message>
</context>
<context>
    <name>confab::ComposerNotice</name>
    <message>
        <source>You are no longer a member of this group. What was written stays here.</source>
        <translation>Du bist kein Mitglied dieser Gruppe mehr. Was geschrieben wurde, bleibt hier.</translation>
    </message>
    <message>
        <source>You blocked %1. Messages do not reach you or them.</source>
        <translation>Du hast %1 blockiert. Nachrichten kommen in keiner Richtung an.</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Nicht mehr blockieren</translation>
    </message>
    <message>
        <source>%1 is not among your contacts. They do not see that you have read this until you accept.</source>
        <translation>%1 ist nicht unter deinen Kontakten und sieht erst, dass du das gelesen hast, wenn du annimmst.</translation>
    </message>
    <message>
        <source>Someone added you to this group.</source>
        <translation>Jemand hat dich zu dieser Gruppe hinzugefügt.</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Blockieren</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
</context>
<context>
    <name>confab::Connection</name>
    <message>
        <source>The server is restarting.</source>
        <translation>Der Server startet neu.</translation>
    </message>
    <message>
        <source>The server does not accept this device&apos;s key.</source>
        <translation>Der Server nimmt den Schlüssel dieses Geräts nicht an.</translation>
    </message>
    <message>
        <source>The server and this program speak different versions. Update the older one.</source>
        <translation>Der Server und dieses Programm sprechen verschiedene Versionen. Aktualisiere das ältere.</translation>
    </message>
    <message>
        <source>The server asks for a pause: too much was sent at once.</source>
        <translation>Der Server bittet um eine Pause: es wurde zu viel auf einmal gesendet.</translation>
    </message>
    <message>
        <source>This account is open in another copy of the program on this device.</source>
        <translation>Dieses Konto ist auf diesem Gerät noch einmal geöffnet.</translation>
    </message>
    <message>
        <source>This device was removed from the account.</source>
        <translation>Dieses Gerät wurde aus dem Konto entfernt.</translation>
    </message>
    <message>
        <source>The connection was too slow to keep up.</source>
        <translation>Die Verbindung war zu langsam, um mitzukommen.</translation>
    </message>
    <message>
        <source>This account has been disabled on the server.</source>
        <translation>Dieses Konto wurde auf dem Server gesperrt.</translation>
    </message>
    <message>
        <source>Signing in took too long.</source>
        <translation>Die Anmeldung hat zu lange gedauert.</translation>
    </message>
    <message>
        <source>The server did not understand this program.</source>
        <translation>Der Server hat dieses Programm nicht verstanden.</translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation>Die Verbindung zum Server ging verloren.</translation>
    </message>
    <message>
        <source>This username is taken.</source>
        <translation>Dieser Benutzername ist vergeben.</translation>
    </message>
    <message>
        <source>This server takes new accounts by invitation only, and the invitation is missing or not valid.</source>
        <translation>Dieser Server nimmt neue Konten nur mit Einladung an, und die Einladung fehlt oder gilt nicht.</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>Der Server ist ausgelastet.</translation>
    </message>
    <message>
        <source>The server does not know how to do this. It may be an older version.</source>
        <translation>Der Server kann das nicht. Vielleicht ist er eine ältere Version.</translation>
    </message>
    <message>
        <source>The server refused: %1</source>
        <translation>Der Server hat abgelehnt: %1</translation>
    </message>
    <message>
        <source>The server has stopped answering.</source>
        <translation>Der Server antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>Connecting again.</source>
        <translation>Verbindung wird neu aufgebaut.</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Der Server antwortet nicht.</translation>
    </message>
    <message>
        <source>The server and this program do not understand each other. One of them may need an update.</source>
        <translation>Der Server und dieses Programm verstehen einander nicht. Eines von beiden braucht vielleicht eine Aktualisierung.</translation>
    </message>
    <message>
        <source>The server sends data that this program does not understand. One of them may need an update.</source>
        <translation>Der Server sendet Daten, die dieses Programm nicht versteht. Eines von beiden braucht vielleicht eine Aktualisierung.</translation>
    </message>
</context>
<context>
    <name>confab::ConnectionBanner</name>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
</context>
<context>
    <name>confab::DesktopNotifications</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>confab::DeviceRow</name>
    <message>
        <source>Log out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Unnamed device</source>
        <translation>Unbenanntes Gerät</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>Dieses Gerät</translation>
    </message>
    <message>
        <source>linked on %1</source>
        <translation>verknüpft am %1</translation>
    </message>
    <message>
        <source>Not certified by your account key. If you do not know it, log it out.</source>
        <translation>Nicht mit deinem Kontoschlüssel beglaubigt. Wenn du es nicht kennst, melde es ab.</translation>
    </message>
    <message>
        <source>Log out %1</source>
        <translation>%1 abmelden</translation>
    </message>
    <message>
        <source>Logging out…</source>
        <translation>Wird abgemeldet …</translation>
    </message>
</context>
<context>
    <name>confab::DevicesPane</name>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Each of them reads and writes as you. Log out what you no longer use: its connection ends at once.</source>
        <translation>Jedes von ihnen liest und schreibt als du. Melde ab, was du nicht mehr benutzt: seine Verbindung endet sofort.</translation>
    </message>
    <message>
        <source>Link a device</source>
        <translation>Gerät verknüpfen</translation>
    </message>
    <message numerus="yes">
        <source>An account has at most %n device(s). Log one out first.</source>
        <translation>
            <numerusform>Ein Konto hat höchstens %n Gerät. Melde es zuerst ab.</numerusform>
            <numerusform>Ein Konto hat höchstens %n Geräte. Melde zuerst eines ab.</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Log out %1?</source>
        <translation>%1 abmelden?</translation>
    </message>
    <message>
        <source>It loses access to your account at once. What it has stored stays on it.</source>
        <translation>Es verliert sofort den Zugang zu deinem Konto. Was es gespeichert hat, bleibt darauf.</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Abmelden</translation>
    </message>
</context>
<context>
    <name>confab::Directory</name>
    <message>
        <source>The server shows a key for “%1” that does not belong to this person. It was refused.</source>
        <translation>Der Server zeigt für „%1“ einen Schlüssel, der nicht zu dieser Person gehört. Er wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The server lists a device “%1” that your account has not let in. Do not trust it.</source>
        <translation>Der Server führt ein Gerät „%1“, das dein Konto nicht zugelassen hat. Traue ihm nicht.</translation>
    </message>
    <message>
        <source>There is nobody with this username.</source>
        <translation>Es gibt niemanden mit diesem Benutzernamen.</translation>
    </message>
    <message>
        <source>The server&apos;s answer does not belong to this username. It was refused.</source>
        <translation>Die Antwort des Servers gehört nicht zu diesem Benutzernamen. Sie wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The server shows a key that is not the one of your account. Its list was refused.</source>
        <translation>Der Server zeigt einen Schlüssel, der nicht der deines Kontos ist. Seine Liste wurde abgelehnt.</translation>
    </message>
</context>
<context>
    <name>confab::Downloads</name>
    <message>
        <source>The file is not ready yet.</source>
        <translation>Die Datei ist noch nicht bereit.</translation>
    </message>
    <message>
        <source>The download was cancelled.</source>
        <translation>Das Laden wurde abgebrochen.</translation>
    </message>
    <message>
        <source>This is not what was sent.</source>
        <translation>Das ist nicht, was gesendet wurde.</translation>
    </message>
    <message>
        <source>There is no space left on this computer.</source>
        <translation>Auf diesem Rechner ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>The server no longer has this file.</source>
        <translation>Der Server hat diese Datei nicht mehr.</translation>
    </message>
    <message>
        <source>The server does not hand out this file.</source>
        <translation>Der Server gibt diese Datei nicht heraus.</translation>
    </message>
    <message>
        <source>The file could not be fetched.</source>
        <translation>Die Datei ließ sich nicht laden.</translation>
    </message>
</context>
<context>
    <name>confab::EmojiData</name>
    <message>
        <source>Smileys and emotion</source>
        <translation>Smileys und Gefühle</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Menschen</translation>
    </message>
    <message>
        <source>Animals and nature</source>
        <translation>Tiere und Natur</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>Essen und Trinken</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>Reisen und Orte</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Aktivitäten</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Gegenstände</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Flaggen</translation>
    </message>
</context>
<context>
    <name>confab::EmojiGrid</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
</context>
<context>
    <name>confab::EmojiPicker</name>
    <message>
        <source>Search emoji</source>
        <translation>Emoji suchen</translation>
    </message>
    <message>
        <source>No emoji has this name</source>
        <translation>Kein Emoji heißt so</translation>
    </message>
    <message>
        <source>Emoji picker</source>
        <translation>Emoji-Auswahl</translation>
    </message>
</context>
<context>
    <name>confab::Engine</name>
    <message>
        <source>The server has lost messages that are stored here. Nothing is deleted on this computer, but others may not see all that you see.</source>
        <translation>Der Server hat Nachrichten verloren, die hier gespeichert sind. Auf diesem Rechner wird nichts gelöscht, aber andere sehen vielleicht nicht alles, was du siehst.</translation>
    </message>
    <message>
        <source>The message store on this computer is damaged. It is mended at the next start.</source>
        <translation>Der Nachrichtenspeicher auf diesem Rechner ist beschädigt. Er wird beim nächsten Start repariert.</translation>
    </message>
    <message>
        <source>Your change of a message was undone. %1</source>
        <translation>Deine Änderung einer Nachricht wurde zurückgenommen. %1</translation>
    </message>
    <message>
        <source>Your reaction was undone. %1</source>
        <translation>Deine Reaktion wurde zurückgenommen. %1</translation>
    </message>
    <message>
        <source>A message could not be deleted for everyone. %1</source>
        <translation>Eine Nachricht ließ sich nicht für alle löschen. %1</translation>
    </message>
    <message>
        <source>Your change of the group was undone. %1</source>
        <translation>Deine Änderung der Gruppe wurde zurückgenommen. %1</translation>
    </message>
    <message>
        <source>The server has lost messages of “%1” that are stored here. Nothing is deleted on this computer, but others may not see all that you see, and new messages in the place of lost ones are not shown here.</source>
        <translation>Der Server hat Nachrichten aus „%1“ verloren, die hier gespeichert sind. Auf diesem Rechner wird nichts gelöscht, aber andere sehen vielleicht nicht alles, was du siehst, und neue Nachrichten an der Stelle der verlorenen werden hier nicht gezeigt.</translation>
    </message>
    <message>
        <source>The picture is no longer on this computer.</source>
        <translation>Das Bild ist nicht mehr auf diesem Rechner.</translation>
    </message>
    <message>
        <source>This picture cannot be used.</source>
        <translation>Dieses Bild lässt sich nicht verwenden.</translation>
    </message>
    <message>
        <source>There is no space left on this computer.</source>
        <translation>Auf diesem Rechner ist kein Platz mehr.</translation>
    </message>
</context>
<context>
    <name>confab::FileKeyVault</name>
    <message>
        <source>This profile belongs to another account.</source>
        <translation>Dieses Profil gehört zu einem anderen Konto.</translation>
    </message>
    <message>
        <source>The account keys could not be removed: %1</source>
        <translation>Die Schlüssel des Kontos ließen sich nicht entfernen: %1</translation>
    </message>
    <message>
        <source>There is no account in this profile.</source>
        <translation>In diesem Profil ist kein Konto.</translation>
    </message>
    <message>
        <source>The account keys in %1 cannot be read: %2</source>
        <translation>Die Schlüssel des Kontos in %1 lassen sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>The file %1 with the account keys is damaged (%2). It was left as it is; restore it from a backup, or link this computer again with a new profile.</source>
        <translation>Die Datei %1 mit den Schlüsseln des Kontos ist beschädigt (%2). Sie blieb, wie sie ist; hole sie aus einer Sicherung zurück oder verknüpfe diesen Rechner mit einem neuen Profil noch einmal.</translation>
    </message>
    <message>
        <source>The profile folder %1 cannot be used.</source>
        <translation>Der Ordner des Profils %1 lässt sich nicht benutzen.</translation>
    </message>
    <message>
        <source>This profile has an account already.</source>
        <translation>Dieses Profil hat schon ein Konto.</translation>
    </message>
    <message>
        <source>The account keys could not be saved in %1.</source>
        <translation>Die Schlüssel des Kontos ließen sich nicht in %1 speichern.</translation>
    </message>
</context>
<context>
    <name>confab::FilterChips</name>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiv</translation>
    </message>
</context>
<context>
    <name>confab::FoundCard</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Searching the server starts when you stop typing.</source>
        <translation>Die Suche auf dem Server beginnt, wenn du aufhörst zu tippen.</translation>
    </message>
    <message>
        <source>Looking for %1…</source>
        <translation>%1 wird gesucht …</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Nobody is called %1 here. User names have to be exact.</source>
        <translation>Hier heißt niemand %1. Benutzernamen müssen genau stimmen.</translation>
    </message>
    <message>
        <source>Too many searches in a row. The next one starts in a moment.</source>
        <translation>Zu viele Suchen hintereinander. Die nächste beginnt gleich.</translation>
    </message>
    <message>
        <source>You are offline. The search for %1 goes on once you are back.</source>
        <translation>Du bist offline. Die Suche nach %1 geht weiter, sobald du wieder da bist.</translation>
    </message>
</context>
<context>
    <name>confab::GroupEditor</name>
    <message>
        <source>Name of the group</source>
        <translation>Name der Gruppe</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>A group needs a name.</source>
        <translation>Eine Gruppe braucht einen Namen.</translation>
    </message>
</context>
<context>
    <name>confab::GroupInfo</name>
    <message>
        <source>Group info</source>
        <translation>Info zur Gruppe</translation>
    </message>
    <message>
        <source>Edit name and description</source>
        <translation>Name und Beschreibung bearbeiten</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>The server can read what is written here.</source>
        <translation>Der Server kann lesen, was hier geschrieben wird.</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add members</source>
        <translation>Mitglieder hinzufügen</translation>
    </message>
    <message>
        <source>Search members</source>
        <translation>Mitglieder suchen</translation>
    </message>
    <message>
        <source>No member is called that.</source>
        <translation>Kein Mitglied heißt so.</translation>
    </message>
    <message>
        <source>Leave group</source>
        <translation>Gruppe verlassen</translation>
    </message>
    <message>
        <source>The group is full.</source>
        <translation>Die Gruppe ist voll.</translation>
    </message>
    <message>
        <source>You left this group</source>
        <translation>Du hast diese Gruppe verlassen</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Admin</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>%1 schreiben</translation>
    </message>
    <message>
        <source>Contact info</source>
        <translation>Info zum Kontakt</translation>
    </message>
    <message>
        <source>Dismiss as admin</source>
        <translation>Als Admin entlassen</translation>
    </message>
    <message>
        <source>Make admin</source>
        <translation>Zum Admin machen</translation>
    </message>
    <message>
        <source>dismissing…</source>
        <translation>wird entlassen …</translation>
    </message>
    <message>
        <source>making admin…</source>
        <translation>wird Admin …</translation>
    </message>
    <message>
        <source>Remove from group</source>
        <translation>Aus der Gruppe entfernen</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>They keep what was written until now and will see nothing new.</source>
        <translation>Was bis jetzt geschrieben wurde, bleibt dieser Person. Neues sieht sie nicht.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>removing…</source>
        <translation>wird entfernt …</translation>
    </message>
    <message>
        <source>What was written stays on this computer. You will not get new messages.</source>
        <translation>Was geschrieben wurde, bleibt auf diesem Rechner. Du bekommst keine neuen Nachrichten.</translation>
    </message>
    <message>
        <source>You are the only admin: the member who has been here longest becomes one.</source>
        <translation>Du bist der einzige Admin: wer am längsten hier ist, wird es dann.</translation>
    </message>
    <message>
        <source>Leave %1?</source>
        <translation>%1 verlassen?</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Photos, files, links</source>
        <translation>Fotos, Dateien, Links</translation>
    </message>
</context>
<context>
    <name>confab::InfoColumn</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>confab::JumpButton</name>
    <message>
        <source>Newest message (%1)</source>
        <translation>Neueste Nachricht (%1)</translation>
    </message>
    <message numerus="yes">
        <source>Scroll to the newest message, %n unread below</source>
        <translation>
            <numerusform>Zur neuesten Nachricht, %n ungelesene darunter</numerusform>
            <numerusform>Zur neuesten Nachricht, %n ungelesene darunter</numerusform>
        </translation>
    </message>
    <message>
        <source>Scroll to the newest message</source>
        <translation>Zur neuesten Nachricht</translation>
    </message>
</context>
<context>
    <name>confab::LinkApprover</name>
    <message>
        <source>The code has expired. Start again with a new one.</source>
        <translation>Der Code ist abgelaufen. Beginne noch einmal mit einem neuen.</translation>
    </message>
    <message>
        <source>This is not a code of a device to link. It has twelve characters.</source>
        <translation>Das ist kein Code eines Geräts zum Verknüpfen. Er hat zwölf Zeichen.</translation>
    </message>
    <message>
        <source>No device shows this code, or it has expired.</source>
        <translation>Kein Gerät zeigt diesen Code, oder er ist abgelaufen.</translation>
    </message>
</context>
<context>
    <name>confab::LinkDeviceSheet</name>
    <message>
        <source>Link a device</source>
        <translation>Gerät verknüpfen</translation>
    </message>
    <message>
        <source>Start Confab on the other device, enter the same server, and type the code here that it shows under &quot;Link to an existing device&quot;.</source>
        <translation>Starte Confab auf dem anderen Gerät, gib denselben Server ein und tippe hier den Code, den es unter „Mit einem Gerät verknüpfen“ zeigt.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Digits to compare</source>
        <translation>Ziffern zum Vergleichen</translation>
    </message>
    <message>
        <source>You rejected it. Nothing was given away. If this was no mistake of yours, do not use that code again.</source>
        <translation>Du hast abgelehnt. Nichts wurde herausgegeben. War es kein Versehen, benutze diesen Code nicht noch einmal.</translation>
    </message>
    <message>
        <source>Type the code that the other device shows.</source>
        <translation>Tippe den Code, den das andere Gerät zeigt.</translation>
    </message>
    <message>
        <source>A code has 12 letters and digits, like 7QF2-9KDM-XW4R.</source>
        <translation>Ein Code hat 12 Buchstaben und Ziffern, etwa 7QF2-9KDM-XW4R.</translation>
    </message>
    <message>
        <source>The other device</source>
        <translation>Das andere Gerät</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Reaching the other device…</source>
        <translation>Das andere Gerät wird erreicht …</translation>
    </message>
    <message>
        <source>Keep Confab open there.</source>
        <translation>Lass Confab dort geöffnet.</translation>
    </message>
    <message>
        <source>Does it show the same digits?</source>
        <translation>Zeigt es dieselben Ziffern?</translation>
    </message>
    <message>
        <source>%1 will be able to read and write as you.</source>
        <translation>%1 kann dann als du lesen und schreiben.</translation>
    </message>
    <message>
        <source>They differ</source>
        <translation>Sie sind verschieden</translation>
    </message>
    <message>
        <source>They match</source>
        <translation>Sie sind gleich</translation>
    </message>
    <message>
        <source>Linking…</source>
        <translation>Wird verknüpft …</translation>
    </message>
    <message>
        <source>Your account is on its way to %1.</source>
        <translation>Dein Konto ist auf dem Weg zu %1.</translation>
    </message>
    <message>
        <source>%1 is linked</source>
        <translation>%1 ist verknüpft</translation>
    </message>
    <message>
        <source>Your chats appear there now. All your devices are told.</source>
        <translation>Deine Chats erscheinen jetzt dort. Alle deine Geräte erfahren davon.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Linking did not work</source>
        <translation>Das Verknüpfen hat nicht geklappt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>confab::LinkError</name>
    <message>
        <source>The other device sent something that is not part of linking.</source>
        <translation>Das andere Gerät hat etwas gesendet, das nicht zum Verknüpfen gehört.</translation>
    </message>
    <message>
        <source>The other device&apos;s messages arrived out of order.</source>
        <translation>Die Nachrichten des anderen Geräts kamen in falscher Reihenfolge an.</translation>
    </message>
    <message>
        <source>The other device uses a newer version of Confab. Update this one.</source>
        <translation>Das andere Gerät benutzt eine neuere Version von Confab. Aktualisiere dieses.</translation>
    </message>
    <message>
        <source>The connection between the devices was tampered with. Nothing was handed over.</source>
        <translation>Jemand hat die Verbindung zwischen den Geräten verändert. Nichts wurde übergeben.</translation>
    </message>
    <message>
        <source>The device that answered is not the one that shows the code. Nothing was handed over.</source>
        <translation>Das Gerät, das geantwortet hat, ist nicht das, das den Code zeigt. Nichts wurde übergeben.</translation>
    </message>
    <message>
        <source>The other device&apos;s key is not safe to use. Nothing was handed over.</source>
        <translation>Der Schlüssel des anderen Geräts ist nicht sicher. Nichts wurde übergeben.</translation>
    </message>
    <message>
        <source>What the other device handed over does not belong together. Nothing was kept.</source>
        <translation>Was das andere Gerät übergeben hat, gehört nicht zusammen. Nichts wurde behalten.</translation>
    </message>
    <message>
        <source>Linking was cancelled on the other device.</source>
        <translation>Das Verknüpfen wurde auf dem anderen Gerät abgebrochen.</translation>
    </message>
    <message>
        <source>Linking failed on the other device.</source>
        <translation>Das Verknüpfen ist auf dem anderen Gerät gescheitert.</translation>
    </message>
</context>
<context>
    <name>confab::LinkPanel</name>
    <message>
        <source>Link to an existing device</source>
        <translation>Mit einem Gerät verknüpfen</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>On the other device open Settings, Devices, Link a device, and scan.</source>
        <translation>Öffne auf dem anderen Gerät Einstellungen, Geräte, Gerät verknüpfen und scanne.</translation>
    </message>
    <message>
        <source>No camera? Type this code there</source>
        <translation>Keine Kamera? Tippe dort diesen Code</translation>
    </message>
    <message>
        <source>Link code</source>
        <translation>Code zum Verknüpfen</translation>
    </message>
    <message>
        <source>Digits to compare</source>
        <translation>Ziffern zum Vergleichen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>New code in %1:%2</source>
        <translation>Neuer Code in %1:%2</translation>
    </message>
    <message>
        <source>Waiting for a new code…</source>
        <translation>Neuer Code wird geholt …</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Asking the server for a code…</source>
        <translation>Code wird vom Server geholt …</translation>
    </message>
    <message>
        <source>Enter the server first</source>
        <translation>Gib zuerst den Server ein</translation>
    </message>
    <message>
        <source>Once your server answers, a code appears here that your other device can scan.</source>
        <translation>Sobald dein Server antwortet, erscheint hier ein Code, den dein anderes Gerät scannen kann.</translation>
    </message>
    <message>
        <source>Compare these digits</source>
        <translation>Vergleiche diese Ziffern</translation>
    </message>
    <message>
        <source>If the other device shows the same, confirm there. If not, reject: somebody is in between.</source>
        <translation>Zeigt das andere Gerät dieselben, bestätige dort. Wenn nicht, lehne ab: jemand ist dazwischen.</translation>
    </message>
    <message>
        <source>This computer is linked</source>
        <translation>Dieser Rechner ist verknüpft</translation>
    </message>
    <message>
        <source>Your chats are on their way.</source>
        <translation>Deine Chats sind unterwegs.</translation>
    </message>
    <message>
        <source>Linking did not work</source>
        <translation>Das Verknüpfen hat nicht geklappt</translation>
    </message>
</context>
<context>
    <name>confab::LinkRequester</name>
    <message>
        <source>The connection broke. Start again with a new code.</source>
        <translation>Die Verbindung ist abgebrochen. Beginne noch einmal mit einem neuen Code.</translation>
    </message>
</context>
<context>
    <name>confab::MainWindow</name>
    <message>
        <source>Pick a chat</source>
        <translation>Wähle einen Chat</translation>
    </message>
    <message>
        <source>Or start a new one by user name.</source>
        <translation>Oder beginne einen neuen über den Benutzernamen.</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Your messages could not be opened</source>
        <translation>Deine Nachrichten ließen sich nicht öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>confab::MemberPicker</name>
    <message>
        <source>Name or user name</source>
        <translation>Name oder Benutzername</translation>
    </message>
    <message>
        <source>People to choose</source>
        <translation>Personen zur Auswahl</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>already in the group</source>
        <translation>schon in der Gruppe</translation>
    </message>
    <message numerus="yes">
        <source>The group is full: it takes %n more person(s) at most.</source>
        <translation>
            <numerusform>Die Gruppe ist voll: höchstens %n Person passt noch hinein.</numerusform>
            <numerusform>Die Gruppe ist voll: höchstens %n Personen passen noch hinein.</numerusform>
        </translation>
    </message>
    <message>
        <source>You do not know anybody here yet. Type the user name of the first one above.</source>
        <translation>Du kennst hier noch niemanden. Tippe oben den Benutzernamen der ersten Person.</translation>
    </message>
    <message>
        <source>No one you know matches. To find somebody new, type the whole user name.</source>
        <translation>Niemand, den du kennst, passt dazu. Um jemand Neues zu finden, tippe den ganzen Benutzernamen.</translation>
    </message>
</context>
<context>
    <name>confab::MessageField</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
</context>
<context>
    <name>confab::MessageInfo</name>
    <message>
        <source>Message info</source>
        <translation>Info zur Nachricht</translation>
    </message>
    <message>
        <source>Sent %1</source>
        <translation>Gesendet %1</translation>
    </message>
    <message>
        <source>Sent %1, %2</source>
        <translation>Gesendet %1, %2</translation>
    </message>
    <message>
        <source>%1, edited later</source>
        <translation>%1, später bearbeitet</translation>
    </message>
    <message>
        <source>Who has read this is not known while there is no connection.</source>
        <translation>Ohne Verbindung ist nicht bekannt, wer das gelesen hat.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ausstehend</translation>
    </message>
    <message>
        <source>Nobody else is in this chat.</source>
        <translation>Sonst ist niemand in diesem Chat.</translation>
    </message>
    <message>
        <source>Played</source>
        <translation>Abgespielt</translation>
    </message>
</context>
<context>
    <name>confab::MuteRow</name>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Muted until %1</source>
        <translation>Stumm bis %1</translation>
    </message>
    <message>
        <source>Mute for 1 hour</source>
        <translation>Für 1 Stunde stummschalten</translation>
    </message>
    <message>
        <source>Mute for 8 hours</source>
        <translation>Für 8 Stunden stummschalten</translation>
    </message>
    <message>
        <source>Mute for 1 week</source>
        <translation>Für 1 Woche stummschalten</translation>
    </message>
    <message>
        <source>Mute always</source>
        <translation>Immer stummschalten</translation>
    </message>
</context>
<context>
    <name>confab::NewChatSheet</name>
    <message>
        <source>Name or user name</source>
        <translation>Name oder Benutzername</translation>
    </message>
    <message>
        <source>Type the whole user name to find somebody new</source>
        <translation>Tippe den ganzen Benutzernamen, um jemand Neues zu finden</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>People you know</source>
        <translation>Leute, die du kennst</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Auf %1</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation>Noch keine Kontakte</translation>
    </message>
    <message>
        <source>Add somebody by user name: type it above.</source>
        <translation>Füge jemanden über den Benutzernamen hinzu: tippe ihn oben ein.</translation>
    </message>
    <message>
        <source>Note to self</source>
        <translation>Notiz an mich</translation>
    </message>
    <message>
        <source>No one you know matches. To find somebody new, type the whole user name.</source>
        <translation>Niemand, den du kennst, passt dazu. Um jemand Neues zu finden, tippe den ganzen Benutzernamen.</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
</context>
<context>
    <name>confab::NewGroupSheet</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Creating the group…</source>
        <translation>Gruppe wird erstellt …</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>Name der Gruppe</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>What is it about? (optional)</source>
        <translation>Worum geht es? (optional)</translation>
    </message>
    <message>
        <source>Create group</source>
        <translation>Gruppe erstellen</translation>
    </message>
    <message>
        <source>New group: who is in it?</source>
        <translation>Neue Gruppe: wer ist dabei?</translation>
    </message>
    <message>
        <source>New group: what is it called?</source>
        <translation>Neue Gruppe: wie heißt sie?</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) chosen</source>
        <translation>
            <numerusform>%n Person gewählt</numerusform>
            <numerusform>%n Personen gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose at least one person.</source>
        <translation>Wähle mindestens eine Person.</translation>
    </message>
    <message>
        <source>A group needs a name.</source>
        <translation>Eine Gruppe braucht einen Namen.</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>Discard this group?</source>
        <translation>Diese Gruppe verwerfen?</translation>
    </message>
    <message>
        <source>The people you chose and what you wrote will be gone.</source>
        <translation>Die gewählten Personen und was du geschrieben hast, gehen verloren.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>confab::NotificationsPane</name>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Show notifications</source>
        <translation>Benachrichtigungen zeigen</translation>
    </message>
    <message>
        <source>For new messages in chats that are not muted.</source>
        <translation>Für neue Nachrichten in Chats, die nicht stummgeschaltet sind.</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>Ton abspielen</translation>
    </message>
    <message>
        <source>What a notification says</source>
        <translation>Was eine Benachrichtigung sagt</translation>
    </message>
    <message>
        <source>Name and text</source>
        <translation>Name und Text</translation>
    </message>
    <message>
        <source>Amina Diallo: See you at the bridge</source>
        <translation>Amina Diallo: Bis gleich an der Brücke</translation>
    </message>
    <message>
        <source>Name only</source>
        <translation>Nur der Name</translation>
    </message>
    <message>
        <source>Amina Diallo: New message</source>
        <translation>Amina Diallo: Neue Nachricht</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Count muted chats</source>
        <translation>Stumme Chats mitzählen</translation>
    </message>
    <message>
        <source>The number at the icon includes what is unread in muted chats.</source>
        <translation>Die Zahl am Symbol enthält auch, was in stummgeschalteten Chats ungelesen ist.</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>Weiterlaufen, wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Messages keep arriving. Needs a tray; without one, closing the window quits.</source>
        <translation>Nachrichten kommen weiter an. Braucht einen Infobereich; ohne ihn beendet Schließen das Programm.</translation>
    </message>
</context>
<context>
    <name>confab::Notifier</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n neue Nachricht</numerusform>
            <numerusform>%n neue Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n new)</source>
        <translation>
            <numerusform>%1 (%n neu)</numerusform>
            <numerusform>%1 (%n neu)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::OnboardingPage</name>
    <message>
        <source>Welcome to Confab</source>
        <translation>Willkommen bei Confab</translation>
    </message>
    <message>
        <source>or</source>
        <translation>oder</translation>
    </message>
</context>
<context>
    <name>confab::PersonInfo</name>
    <message>
        <source>Note to self</source>
        <translation>Notiz an mich</translation>
    </message>
    <message>
        <source>Contact info</source>
        <translation>Info zum Kontakt</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Groups in common</source>
        <translation>Gemeinsame Gruppen</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Blockieren</translation>
    </message>
    <message>
        <source>User name copied</source>
        <translation>Benutzername kopiert</translation>
    </message>
    <message>
        <source>Block %1?</source>
        <translation>%1 blockieren?</translation>
    </message>
    <message>
        <source>You will not get messages from each other in your direct chat, and they will not see when you are online. Groups that you share are not affected. They are not told.</source>
        <translation>In eurem direkten Chat bekommt ihr keine Nachrichten mehr voneinander, und diese Person sieht nicht, wann du online bist. Gemeinsame Gruppen betrifft das nicht. Sie erfährt nichts davon.</translation>
    </message>
    <message>
        <source>User name; press to copy</source>
        <translation>Benutzername; drücken zum Kopieren</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Nicht mehr blockieren</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Only you and your devices see this chat</source>
        <translation>Nur du und deine Geräte sehen diesen Chat</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n Mitglied</numerusform>
            <numerusform>%n Mitglieder</numerusform>
        </translation>
    </message>
    <message>
        <source>Photos, files, links</source>
        <translation>Fotos, Dateien, Links</translation>
    </message>
</context>
<context>
    <name>confab::PersonList</name>
    <message>
        <source>Note to self</source>
        <translation>Notiz an mich</translation>
    </message>
    <message>
        <source>you</source>
        <translation>du</translation>
    </message>
    <message>
        <source>Keep things for yourself</source>
        <translation>Merke dir etwas, nur für dich</translation>
    </message>
    <message>
        <source>typing…</source>
        <translation>schreibt …</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>nicht gewählt</translation>
    </message>
</context>
<context>
    <name>confab::PrivacyPane</name>
    <message>
        <source>Privacy and security</source>
        <translation>Privatsphäre und Sicherheit</translation>
    </message>
    <message>
        <source>What others see</source>
        <translation>Was andere sehen</translation>
    </message>
    <message>
        <source>Hide when I was last online</source>
        <translation>Verbergen, wann ich zuletzt online war</translation>
    </message>
    <message>
        <source>Nobody sees when you are or were online, and you do not see it of others.</source>
        <translation>Niemand sieht, wann du online bist oder warst, und du siehst es bei anderen nicht.</translation>
    </message>
    <message>
        <source>Hide read receipts</source>
        <translation>Lesebestätigungen verbergen</translation>
    </message>
    <message>
        <source>Others do not learn that you have read a message, and you do not learn it of them. That it arrived is still shown.</source>
        <translation>Andere erfahren nicht, dass du eine Nachricht gelesen hast, und du erfährst es von ihnen nicht. Dass sie ankam, wird weiter gezeigt.</translation>
    </message>
    <message>
        <source>Receipts only to people I answered</source>
        <translation>Bestätigungen nur an Leute, denen ich geantwortet habe</translation>
    </message>
    <message>
        <source>Whoever writes to you for the first time sees no ticks until you answer or accept.</source>
        <translation>Wer dir zum ersten Mal schreibt, sieht keine Häkchen, bis du antwortest oder annimmst.</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Messages are protected on their way to the server, but not end-to-end encrypted in this version: whoever runs the server can read them. Every chat says so.</source>
        <translation>Nachrichten sind auf dem Weg zum Server geschützt, in dieser Version aber nicht Ende-zu-Ende-verschlüsselt: wer den Server betreibt, kann sie lesen. Jeder Chat sagt das.</translation>
    </message>
    <message>
        <source>Blocked people</source>
        <translation>Blockierte Personen</translation>
    </message>
    <message>
        <source>You have blocked nobody.</source>
        <translation>Du hast niemanden blockiert.</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Nicht mehr blockieren</translation>
    </message>
    <message>
        <source>Encryption on this computer</source>
        <translation>Verschlüsselung auf diesem Rechner</translation>
    </message>
</context>
<context>
    <name>confab::ProfilePane</name>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Anzeigename</translation>
    </message>
    <message>
        <source>What others see</source>
        <translation>Was andere sehen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>A few words about you (optional)</source>
        <translation>Ein paar Worte über dich (optional)</translation>
    </message>
    <message>
        <source>Your user name: others find you by it. Press to copy.</source>
        <translation>Dein Benutzername: damit finden dich andere. Drücken zum Kopieren.</translation>
    </message>
    <message>
        <source>The server your account lives on</source>
        <translation>Der Server, auf dem dein Konto lebt</translation>
    </message>
    <message>
        <source>User name copied</source>
        <translation>Benutzername kopiert</translation>
    </message>
    <message>
        <source>Others need something to call you.</source>
        <translation>Andere brauchen einen Namen für dich.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>You are offline. This is saved once you are back.</source>
        <translation>Du bist offline. Das wird gespeichert, sobald du wieder da bist.</translation>
    </message>
    <message>
        <source>Saving the picture…</source>
        <translation>Das Bild wird gespeichert …</translation>
    </message>
    <message>
        <source>Picture removed</source>
        <translation>Bild entfernt</translation>
    </message>
    <message>
        <source>Picture saved</source>
        <translation>Bild gespeichert</translation>
    </message>
</context>
<context>
    <name>confab::QueueBanner</name>
    <message>
        <source>Try all again</source>
        <translation>Alle erneut versuchen</translation>
    </message>
    <message>
        <source>1 message is waiting</source>
        <translation>1 Nachricht wartet</translation>
    </message>
    <message>
        <source>%1 messages are waiting</source>
        <translation>%1 Nachrichten warten</translation>
    </message>
    <message>
        <source>%1: the first could not be sent</source>
        <translation>%1: die erste ließ sich nicht senden</translation>
    </message>
</context>
<context>
    <name>confab::ReactionBar</name>
    <message>
        <source>Thumbs up</source>
        <translation>Daumen hoch</translation>
    </message>
    <message>
        <source>Heart</source>
        <translation>Herz</translation>
    </message>
    <message>
        <source>Tears of joy</source>
        <translation>Freudentränen</translation>
    </message>
    <message>
        <source>Astonished</source>
        <translation>Erstaunt</translation>
    </message>
    <message>
        <source>Crying</source>
        <translation>Weinend</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>Danke</translation>
    </message>
    <message>
        <source>Take back the reaction: %1</source>
        <translation>Reaktion zurücknehmen: %1</translation>
    </message>
    <message>
        <source>React: %1</source>
        <translation>Reagieren: %1</translation>
    </message>
</context>
<context>
    <name>confab::RegisterForm</name>
    <message>
        <source>Create your account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Your keys are made on this computer and stay here.</source>
        <translation>Deine Schlüssel entstehen auf diesem Rechner und bleiben hier.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>chat.example.org</source>
        <translation>chat.example.org</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>3 to 32 letters, digits, . _ or -</source>
        <translation>3 bis 32 Buchstaben, Ziffern, . _ oder -</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Anzeigename</translation>
    </message>
    <message>
        <source>What others see</source>
        <translation>Was andere sehen</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>From whoever runs the server</source>
        <translation>Von denen, die den Server betreiben</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>I have an account</source>
        <translation>Ich habe ein Konto</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Creating your account…</source>
        <translation>Dein Konto wird angelegt …</translation>
    </message>
    <message>
        <source>Stopped. Nothing you typed is lost.</source>
        <translation>Abgebrochen. Nichts Getipptes ist verloren.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Der Server wird gefragt …</translation>
    </message>
    <message>
        <source>Enter the address of your server</source>
        <translation>Gib die Adresse deines Servers ein</translation>
    </message>
    <message>
        <source>Open for registration</source>
        <translation>Offen für neue Konten</translation>
    </message>
    <message>
        <source>You need an invite to register here</source>
        <translation>Hier brauchst du eine Einladung</translation>
    </message>
    <message>
        <source>Only a to z, digits, dot, dash and underscore</source>
        <translation>Nur a bis z, Ziffern, Punkt, Minus und Unterstrich</translation>
    </message>
    <message>
        <source>Choose a user name</source>
        <translation>Wähle einen Benutzernamen</translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s)</source>
        <translation>
            <numerusform>Mindestens %n Zeichen</numerusform>
            <numerusform>Mindestens %n Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 nehmen</translation>
    </message>
    <message>
        <source>This server lets people in by invite only</source>
        <translation>Dieser Server nimmt Leute nur mit Einladung auf</translation>
    </message>
    <message>
        <source>This name is taken on this server</source>
        <translation>Dieser Name ist auf diesem Server vergeben</translation>
    </message>
    <message>
        <source>This invite is not valid, or was used already</source>
        <translation>Diese Einladung gilt nicht oder wurde schon benutzt</translation>
    </message>
</context>
<context>
    <name>confab::ReplyStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Reply to %1: %2</source>
        <translation>Antwort an %1: %2</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Edit message: %1</source>
        <translation>Nachricht bearbeiten: %1</translation>
    </message>
</context>
<context>
    <name>confab::SealedDevice</name>
    <message>
        <source>This part of the file is not here and could not be fetched.</source>
        <translation>Dieser Teil der Datei ist nicht hier und ließ sich nicht laden.</translation>
    </message>
</context>
<context>
    <name>confab::SearchField</name>
    <message>
        <source>Clear search</source>
        <translation>Suche löschen</translation>
    </message>
</context>
<context>
    <name>confab::SendButton</name>
    <message>
        <source>Save the edit</source>
        <translation>Änderung speichern</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>confab::ServerAddress</name>
    <message>
        <source>Enter the address of a server.</source>
        <translation>Gib die Adresse eines Servers ein.</translation>
    </message>
    <message>
        <source>This address is too long.</source>
        <translation>Diese Adresse ist zu lang.</translation>
    </message>
    <message>
        <source>An address starts with ws://, wss:// or simply with the server&apos;s name.</source>
        <translation>Eine Adresse beginnt mit ws://, wss:// oder einfach mit dem Namen des Servers.</translation>
    </message>
    <message>
        <source>This is not an address of a server. It looks like chat.example.org or chat.example.org:7345.</source>
        <translation>Das ist keine Adresse eines Servers. Sie sieht aus wie chat.example.org oder chat.example.org:7345.</translation>
    </message>
    <message>
        <source>Enter only the server&apos;s name, with its port where it has one.</source>
        <translation>Gib nur den Namen des Servers ein, mit seinem Port, falls er einen hat.</translation>
    </message>
</context>
<context>
    <name>confab::ServerGate</name>
    <message>
        <source>You are offline. This needs the server.</source>
        <translation>Du bist offline. Dafür wird der Server gebraucht.</translation>
    </message>
</context>
<context>
    <name>confab::SessionError</name>
    <message>
        <source>The server did not understand this. It may be of another version.</source>
        <translation>Der Server hat das nicht verstanden. Vielleicht ist er eine andere Version.</translation>
    </message>
    <message>
        <source>This is larger than the server allows.</source>
        <translation>Das ist größer, als der Server erlaubt.</translation>
    </message>
    <message>
        <source>The server does not know this device.</source>
        <translation>Der Server kennt dieses Gerät nicht.</translation>
    </message>
    <message>
        <source>This device was logged out.</source>
        <translation>Dieses Gerät wurde abgemeldet.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Das darfst du nicht.</translation>
    </message>
    <message>
        <source>You are not a member of this chat.</source>
        <translation>Du bist kein Mitglied dieses Chats.</translation>
    </message>
    <message>
        <source>This person cannot be reached.</source>
        <translation>Diese Person ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>This was not found.</source>
        <translation>Das wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Somebody else changed this at the same time. Try again.</source>
        <translation>Jemand anderes hat das zur selben Zeit geändert. Versuche es noch einmal.</translation>
    </message>
    <message>
        <source>That was too much at once. Wait a moment and try again.</source>
        <translation>Das war zu viel auf einmal. Warte einen Moment und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The server has a problem. Try again later.</source>
        <translation>Der Server hat ein Problem. Versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>A limit of the server is reached.</source>
        <translation>Eine Grenze des Servers ist erreicht.</translation>
    </message>
    <message>
        <source>This username is taken.</source>
        <translation>Dieser Benutzername ist vergeben.</translation>
    </message>
    <message>
        <source>The server asks for an invite, and this one is not valid.</source>
        <translation>Der Server verlangt eine Einladung, und diese gilt nicht.</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>Etwas ist schiefgegangen.</translation>
    </message>
    <message>
        <source>There is no connection to the server.</source>
        <translation>Es gibt keine Verbindung zum Server.</translation>
    </message>
    <message>
        <source>The connection broke before the server had answered.</source>
        <translation>Die Verbindung brach ab, bevor der Server geantwortet hatte.</translation>
    </message>
    <message>
        <source>The server answered with something that makes no sense.</source>
        <translation>Der Server hat etwas geantwortet, das keinen Sinn ergibt.</translation>
    </message>
</context>
<context>
    <name>confab::SettingsPage</name>
    <message>
        <source>Back to settings</source>
        <translation>Zurück zu den Einstellungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Privacy and security</source>
        <translation>Privatsphäre und Sicherheit</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>About Confab</source>
        <translation>Über Confab</translation>
    </message>
    <message>
        <source>Close settings</source>
        <translation>Einstellungen schließen</translation>
    </message>
    <message>
        <source>Storage and data</source>
        <translation>Speicher und Daten</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Messages, files and keys of this account are removed from this computer. Messages that were not sent yet are lost.</source>
        <translation>Nachrichten, Dateien und Schlüssel dieses Kontos werden von diesem Rechner entfernt. Nachrichten, die noch nicht gesendet wurden, gehen verloren.</translation>
    </message>
    <message>
        <source>This is the only device of your account. Once it is logged out, nobody can get into the account again, and its messages cannot be read any more. To keep the account, link another device first.</source>
        <translation>Das ist das einzige Gerät deines Kontos. Ist es abgemeldet, kommt niemand mehr in das Konto, und seine Nachrichten lassen sich nicht mehr lesen. Um das Konto zu behalten, verknüpfe zuerst ein weiteres Gerät.</translation>
    </message>
    <message>
        <source>Your account goes on on its other devices. To use it here again, link this computer anew.</source>
        <translation>Auf seinen anderen Geräten bleibt dein Konto bestehen. Um es hier wieder zu benutzen, verknüpfe diesen Rechner neu.</translation>
    </message>
    <message>
        <source>Log out on this computer?</source>
        <translation>Auf diesem Rechner abmelden?</translation>
    </message>
    <message>
        <source>Remove the account from this computer anyway?</source>
        <translation>Das Konto trotzdem von diesem Rechner entfernen?</translation>
    </message>
    <message>
        <source>The server does not know yet that this device is logged out. Log it out from another device later.</source>
        <translation>Der Server weiß noch nicht, dass dieses Gerät abgemeldet ist. Melde es später von einem anderen Gerät aus ab.</translation>
    </message>
    <message>
        <source>Remove anyway</source>
        <translation>Trotzdem entfernen</translation>
    </message>
</context>
<context>
    <name>confab::Sheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>confab::ShortcodePopup</name>
    <message>
        <source>Emoji completion</source>
        <translation>Emoji-Vorschläge</translation>
    </message>
</context>
<context>
    <name>confab::ShortcutsPane</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Enter sends the message</source>
        <translation>Die Eingabetaste sendet die Nachricht</translation>
    </message>
    <message>
        <source>Off: Enter begins a new line and Ctrl+Enter sends. Shift+Enter always begins a new line.</source>
        <translation>Aus: Die Eingabetaste beginnt eine neue Zeile, Strg+Eingabe sendet. Umschalt+Eingabe beginnt immer eine neue Zeile.</translation>
    </message>
</context>
<context>
    <name>confab::TextArea</name>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>%n Zeichen übrig</numerusform>
            <numerusform>%n Zeichen übrig</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::TextPreview</name>
    <message>
        <source>The tide is high at eight. Shall we start with the small boats? 🚣</source>
        <translation>Um acht ist Hochwasser. Zuerst die kleinen Boote? 🚣</translation>
    </message>
    <message>
        <source>Yes, and the drums after.</source>
        <translation>Ja, und danach die Trommeln.</translation>
    </message>
    <message>
        <source>Preview of the text size</source>
        <translation>Vorschau der Textgröße</translation>
    </message>
</context>
<context>
    <name>confab::Timeline</name>
    <message>
        <source>Message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
    <message>
        <source>Waiting for this message. This may take a while.</source>
        <translation>Diese Nachricht wird noch erwartet. Das kann etwas dauern.</translation>
    </message>
    <message>
        <source>Update Confab to view this message</source>
        <translation>Aktualisiere Confab, um diese Nachricht zu sehen</translation>
    </message>
    <message>
        <source>Attachment. Update Confab to view it</source>
        <translation>Anhang. Aktualisiere Confab, um ihn zu sehen</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>Read more</source>
        <translation>Mehr lesen</translation>
    </message>
    <message>
        <source>Not sent · Try again</source>
        <translation>Nicht gesendet · Erneut versuchen</translation>
    </message>
    <message>
        <source>1 unread message</source>
        <translation>1 ungelesene Nachricht</translation>
    </message>
    <message numerus="yes">
        <source>%n unread messages</source>
        <translation>
            <numerusform>%n ungelesene Nachricht</numerusform>
            <numerusform>%n ungelesene Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for this message</source>
        <translation>Diese Nachricht wird noch erwartet</translation>
    </message>
    <message>
        <source>A message of a kind that this version does not know</source>
        <translation>Eine Nachricht, die diese Version nicht kennt</translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation>Anhang</translation>
    </message>
    <message>
        <source>%1. %2.</source>
        <translation>%1. %2.</translation>
    </message>
    <message>
        <source>%1, in reply to %2: %3</source>
        <translation>%1, als Antwort an %2: %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Edited.</source>
        <translation>Bearbeitet.</translation>
    </message>
    <message>
        <source>1 reaction.</source>
        <translation>1 Reaktion.</translation>
    </message>
    <message numerus="yes">
        <source>%n reactions.</source>
        <translation>
            <numerusform>%n Reaktion.</numerusform>
            <numerusform>%n Reaktionen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent, press Enter for options.</source>
        <translation>Nicht gesendet, Eingabetaste zeigt Optionen.</translation>
    </message>
    <message>
        <source>Something changed in this chat</source>
        <translation>In diesem Chat hat sich etwas geändert</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
</context>
<context>
    <name>confab::TimelineView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Scroll bar of the messages</source>
        <translation>Bildlaufleiste der Nachrichten</translation>
    </message>
    <message>
        <source>Message actions</source>
        <translation>Menü der Nachricht</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Ctrl ↑</source>
        <translation>Strg ↑</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>↑</source>
        <translation>↑</translation>
    </message>
    <message>
        <source>Copy selected text</source>
        <translation>Ausgewählten Text kopieren</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Ctrl C</source>
        <translation>Strg C</translation>
    </message>
    <message>
        <source>Message info</source>
        <translation>Info zur Nachricht</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n messages</source>
        <translation>
            <numerusform>%n Nachricht kopieren</numerusform>
            <numerusform>%n Nachrichten kopieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>React</source>
        <translation>Reagieren</translation>
    </message>
    <message>
        <source>Delete for me</source>
        <translation>Für mich löschen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Delete for everyone…</source>
        <translation>Für alle löschen …</translation>
    </message>
    <message>
        <source>Delete for everyone?</source>
        <translation>Für alle löschen?</translation>
    </message>
    <message>
        <source>The message disappears from this chat on all devices. A note that it was deleted stays.</source>
        <translation>Die Nachricht verschwindet aus diesem Chat, auf allen Geräten. Es bleibt ein Hinweis, dass sie gelöscht wurde.</translation>
    </message>
    <message>
        <source>Delete for everyone</source>
        <translation>Für alle löschen</translation>
    </message>
    <message>
        <source>Message deleted for you</source>
        <translation>Nachricht für dich gelöscht</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere Person</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Open this link?</source>
        <translation>Diesen Link öffnen?</translation>
    </message>
    <message>
        <source>It does not lead where it seems to. It opens:
%1</source>
        <translation>Er führt nicht dorthin, wo es scheint. Er öffnet:
%1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>No messages here yet</source>
        <translation>Hier sind noch keine Nachrichten</translation>
    </message>
    <message>
        <source>The messages could not be read. Try again</source>
        <translation>Die Nachrichten ließen sich nicht lesen. Erneut versuchen</translation>
    </message>
    <message>
        <source>Some messages could not be loaded. Try again</source>
        <translation>Einige Nachrichten ließen sich nicht laden. Erneut versuchen</translation>
    </message>
    <message>
        <source>Older messages are not on this device and there is no connection. Try again</source>
        <translation>Ältere Nachrichten sind nicht auf diesem Gerät, und es gibt keine Verbindung. Erneut versuchen</translation>
    </message>
    <message>
        <source>Forward…</source>
        <translation>Weiterleiten …</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>played</source>
        <translation>abgespielt</translation>
    </message>
    <message>
        <source>not played yet</source>
        <translation>noch nicht abgespielt</translation>
    </message>
</context>
<context>
    <name>confab::Tray</name>
    <message>
        <source>Open Confab</source>
        <translation>Confab öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>Confab: %n unread message(s)</source>
        <translation>
            <numerusform>Confab: %n ungelesene Nachricht</numerusform>
            <numerusform>Confab: %n ungelesene Nachrichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::Uploads</name>
    <message>
        <source>The file is no longer on this computer.</source>
        <translation>Die Datei ist nicht mehr auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Sending was cancelled.</source>
        <translation>Das Senden wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The file is larger than the server allows.</source>
        <translation>Die Datei ist größer, als der Server erlaubt.</translation>
    </message>
    <message>
        <source>The server does not take this file.</source>
        <translation>Der Server nimmt diese Datei nicht an.</translation>
    </message>
    <message>
        <source>The server has no space left.</source>
        <translation>Der Server hat keinen Platz mehr.</translation>
    </message>
    <message>
        <source>The file could not be sent.</source>
        <translation>Die Datei ließ sich nicht senden.</translation>
    </message>
    <message>
        <source>The file was damaged on this computer. Try again.</source>
        <translation>Die Datei wurde auf diesem Rechner beschädigt. Versuche es noch einmal.</translation>
    </message>
</context>
<context>
    <name>confab::WebSocket</name>
    <message>
        <source>There is no server named %1. Check the spelling, and that this computer is online.</source>
        <translation>Es gibt keinen Server namens %1. Prüfe die Schreibweise und ob dieser Rechner online ist.</translation>
    </message>
    <message>
        <source>Nothing answers at %1, port %2. The server may be down, or the port may be another one.</source>
        <translation>Unter %1, Port %2, antwortet nichts. Vielleicht läuft der Server nicht, oder der Port ist ein anderer.</translation>
    </message>
    <message>
        <source>This computer has no connection to the network.</source>
        <translation>Dieser Rechner hat keine Verbindung zum Netz.</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Der Server antwortet nicht.</translation>
    </message>
    <message>
        <source>%1 does not offer a secure connection. If it has none, write ws:// in front of its name.</source>
        <translation>%1 bietet keine sichere Verbindung an. Wenn es keine gibt, schreibe ws:// vor den Namen.</translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation>Die Verbindung zum Server ging verloren.</translation>
    </message>
    <message>
        <source>The server hung up at once.</source>
        <translation>Der Server hat sofort aufgelegt.</translation>
    </message>
    <message>
        <source>What answers at %1, port %2 is not a Confab server.</source>
        <translation>Was unter %1, Port %2, antwortet, ist kein Confab-Server.</translation>
    </message>
    <message>
        <source>The certificate of %1 is signed by itself, so this computer cannot tell whether it is the right server.</source>
        <translation>Das Zertifikat von %1 ist von ihm selbst unterschrieben, dieser Rechner kann also nicht wissen, ob es der richtige Server ist.</translation>
    </message>
    <message>
        <source>The certificate that the server shows belongs to another name than %1.</source>
        <translation>Das Zertifikat, das der Server zeigt, gehört zu einem anderen Namen als %1.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired. Its administrator has to renew it.</source>
        <translation>Das Zertifikat von %1 ist abgelaufen. Wer den Server verwaltet, muss es erneuern.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid yet. Check this computer&apos;s date.</source>
        <translation>Das Zertifikat von %1 gilt noch nicht. Prüfe das Datum dieses Rechners.</translation>
    </message>
    <message>
        <source>The certificate of %1 has been withdrawn.</source>
        <translation>Das Zertifikat von %1 wurde zurückgezogen.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not issued by anybody this computer trusts.</source>
        <translation>Das Zertifikat von %1 stammt von niemandem, dem dieser Rechner traut.</translation>
    </message>
</context>
<context>
    <name>confab::Filmstrip</name>
    <message>
        <source>Pictures and videos of this chat</source>
        <translation>Bilder und Videos dieses Chats</translation>
    </message>
</context>
<context>
    <name>confab::ForwardSheet</name>
    <message>
        <source>Forward to</source>
        <translation>Weiterleiten an</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Chats durchsuchen</translation>
    </message>
    <message>
        <source>No chat has this name</source>
        <translation>Kein Chat heißt so</translation>
    </message>
    <message numerus="yes">
        <source>At most %n chats</source>
        <translation>
            <numerusform>Höchstens %n Chat</numerusform>
            <numerusform>Höchstens %n Chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forward to %n chats</source>
        <translation>
            <numerusform>An %n Chat weiterleiten</numerusform>
            <numerusform>An %n Chats weiterleiten</numerusform>
        </translation>
    </message>
    <message>
        <source>Forwarded</source>
        <translation>Weitergeleitet</translation>
    </message>
    <message numerus="yes">
        <source>Forwarded to %n chats</source>
        <translation>
            <numerusform>An %n Chat weitergeleitet</numerusform>
            <numerusform>An %n Chats weitergeleitet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::MediaActions</name>
    <message>
        <source>Save file</source>
        <translation>Datei speichern</translation>
    </message>
    <message>
        <source>Open this program?</source>
        <translation>Dieses Programm öffnen?</translation>
    </message>
    <message>
        <source>“%1” ends in %2: it is a program, and can do whatever you can do on this computer. Open it only if you know what it is and trust who sent it.</source>
        <translation>„%1“ endet auf %2: das ist ein Programm und kann alles tun, was du auf diesem Rechner tun kannst. Öffne es nur, wenn du weißt, was es ist, und denen traust, die es gesendet haben.</translation>
    </message>
    <message>
        <source>Open anyway</source>
        <translation>Trotzdem öffnen</translation>
    </message>
    <message>
        <source>There is no room for a copy of this file.</source>
        <translation>Für eine Kopie dieser Datei ist kein Platz.</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Picture copied</source>
        <translation>Bild kopiert</translation>
    </message>
    <message>
        <source>Cancel sending</source>
        <translation>Senden abbrechen</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>Laden abbrechen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>Noch einmal laden</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Save and show in folder</source>
        <translation>Speichern und im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
</context>
<context>
    <name>confab::MediaList</name>
    <message>
        <source>Link from %1, %2, %3</source>
        <translation>Link von %1, %2, %3</translation>
    </message>
    <message>
        <source>Pictures of this chat will be here</source>
        <translation>Hier stehen dann die Bilder dieses Chats</translation>
    </message>
    <message>
        <source>Videos of this chat will be here</source>
        <translation>Hier stehen dann die Videos dieses Chats</translation>
    </message>
    <message>
        <source>Files of this chat will be here</source>
        <translation>Hier stehen dann die Dateien dieses Chats</translation>
    </message>
    <message>
        <source>Voice messages of this chat will be here</source>
        <translation>Hier stehen dann die Sprachnachrichten dieses Chats</translation>
    </message>
    <message>
        <source>Links of this chat will be here</source>
        <translation>Hier stehen dann die Links dieses Chats</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Show in chat</source>
        <translation>Im Chat zeigen</translation>
    </message>
    <message>
        <source>Forward…</source>
        <translation>Weiterleiten …</translation>
    </message>
</context>
<context>
    <name>confab::MediaPanel</name>
    <message>
        <source>Media, files and links</source>
        <translation>Medien, Dateien und Links</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Media of this chat</source>
        <translation>Medien dieses Chats</translation>
    </message>
</context>
<context>
    <name>confab::MediaPlayer</name>
    <message>
        <source>This computer cannot play this kind of file. The package libavcodec-extra brings more formats; you can also save the file and open it elsewhere.</source>
        <translation>Dieser Rechner kann diese Art von Datei nicht abspielen. Das Paket libavcodec-extra bringt mehr Formate mit; du kannst die Datei auch speichern und anderswo öffnen.</translation>
    </message>
    <message>
        <source>There is no sound output on this computer.</source>
        <translation>Auf diesem Rechner gibt es keine Tonausgabe.</translation>
    </message>
    <message>
        <source>This file could not be read.</source>
        <translation>Diese Datei ließ sich nicht lesen.</translation>
    </message>
</context>
<context>
    <name>confab::MediaText</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>GIF</source>
        <translation>GIF</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Voice message</source>
        <translation>Sprachnachricht</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Audio</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s)</source>
        <translation>
            <numerusform>%n Video</numerusform>
            <numerusform>%n Videos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Voice message, %1</source>
        <translation>Sprachnachricht, %1</translation>
    </message>
    <message>
        <source>not downloaded</source>
        <translation>nicht geladen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>being prepared</source>
        <translation>wird vorbereitet</translation>
    </message>
    <message>
        <source>sending, %1 percent</source>
        <translation>wird gesendet, %1 Prozent</translation>
    </message>
    <message>
        <source>downloading, %1 percent</source>
        <translation>wird geladen, %1 Prozent</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>downloaded</source>
        <translation>geladen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 mal %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Waiting, %1</source>
        <translation>Wartet, %1</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Could not be transferred</source>
        <translation>Ließ sich nicht übertragen</translation>
    </message>
    <message>
        <source>The file arrived damaged</source>
        <translation>Die Datei kam beschädigt an</translation>
    </message>
    <message numerus="yes">
        <source>%n photos</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n videos</source>
        <translation>
            <numerusform>%n Video</numerusform>
            <numerusform>%n Videos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::MediaViewer</name>
    <message>
        <source>Media viewer</source>
        <translation>Medienansicht</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Voriges</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Actions for this picture</source>
        <translation>Aktionen für dieses Bild</translation>
    </message>
    <message>
        <source>Forward…</source>
        <translation>Weiterleiten …</translation>
    </message>
    <message>
        <source>Show in chat</source>
        <translation>Im Chat zeigen</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
</context>
<context>
    <name>confab::Pictures</name>
    <message>
        <source>This is not a picture that can be shown</source>
        <translation>Das ist kein Bild, das sich zeigen lässt</translation>
    </message>
    <message>
        <source>This picture is damaged</source>
        <translation>Dieses Bild ist beschädigt</translation>
    </message>
    <message>
        <source>This picture is too large to show</source>
        <translation>Dieses Bild ist zu groß, um gezeigt zu werden</translation>
    </message>
    <message>
        <source>This computer cannot show HEIC pictures. The package kimageformat6-plugins brings them; you can also save the file and open it elsewhere.</source>
        <translation>Dieser Rechner kann HEIC-Bilder nicht zeigen. Das Paket kimageformat6-plugins bringt sie mit; du kannst die Datei auch speichern und anderswo öffnen.</translation>
    </message>
</context>
<context>
    <name>confab::PlayerBar</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Abspielen beenden</translation>
    </message>
    <message>
        <source>Now playing</source>
        <translation>Wird abgespielt</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Voice message, %1</source>
        <translation>Sprachnachricht, %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Speed: %1 times</source>
        <translation>Tempo: %1-fach</translation>
    </message>
</context>
<context>
    <name>confab::VideoBar</name>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Place in the video</source>
        <translation>Stelle im Video</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Ton an</translation>
    </message>
</context>
<context>
    <name>confab::Attach</name>
    <message>
        <source>It is no longer there</source>
        <translation>Sie ist nicht mehr da</translation>
    </message>
    <message>
        <source>Folders cannot be sent: pack it into an archive first</source>
        <translation>Ordner lassen sich nicht senden: packe ihn zuerst in ein Archiv</translation>
    </message>
    <message>
        <source>You may not read this file</source>
        <translation>Du darfst diese Datei nicht lesen</translation>
    </message>
    <message>
        <source>This is not a regular file</source>
        <translation>Das ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>Larger than 2 GB, the most that can be sent</source>
        <translation>Größer als 2 GB, das Äußerste, was sich senden lässt</translation>
    </message>
    <message>
        <source>This picture cannot be read</source>
        <translation>Dieses Bild lässt sich nicht lesen</translation>
    </message>
</context>
<context>
    <name>confab::AttachList</name>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>Arrow keys choose, Ctrl and arrow keys move, Delete removes</source>
        <translation>Pfeiltasten wählen, Strg und Pfeiltasten verschieben, Entf entfernt</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>%1 entfernt</translation>
    </message>
    <message>
        <source>%1 × %2, %3</source>
        <comment>width, height, bytes</comment>
        <translation>%1 × %2, %3</translation>
    </message>
    <message>
        <source>scaled down</source>
        <translation>verkleinert</translation>
    </message>
    <message>
        <source>%1 · a program: others are warned before they open it</source>
        <translation>%1 · ein Programm: andere werden vor dem Öffnen gewarnt</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Animation</source>
        <translation>Animation</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>%1, %2, %3, %4 of %5</source>
        <comment>kind, name, size, position</comment>
        <translation>%1, %2, %3, %4 von %5</translation>
    </message>
    <message>
        <source>GIF</source>
        <translation>GIF</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>confab::AttachSheet</name>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>As files</source>
        <translation>Als Dateien</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Bildunterschrift</translation>
    </message>
    <message>
        <source>Add more</source>
        <translation>Mehr hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send files</source>
        <translation>Dateien senden</translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation>Nichts zu senden</translation>
    </message>
    <message numerus="yes">
        <source>Send %n photo(s)</source>
        <translation>
            <numerusform>%n Foto senden</numerusform>
            <numerusform>%n Fotos senden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n video(s)</source>
        <translation>
            <numerusform>%n Video senden</numerusform>
            <numerusform>%n Videos senden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n file(s)</source>
        <translation>
            <numerusform>%n Datei senden</numerusform>
            <numerusform>%n Dateien senden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>file name, why it cannot be sent</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more that cannot be sent</source>
        <translation>
            <numerusform>und %n weitere, die sich nicht senden lässt</numerusform>
            <numerusform>und %n weitere, die sich nicht senden lassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more than %1 at a time: send these afterwards</source>
        <translation>
            <numerusform>%n mehr als die %1, die auf einmal gehen: sende sie danach</numerusform>
            <numerusform>%n mehr als die %1, die auf einmal gehen: sende sie danach</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 insgesamt</translation>
    </message>
    <message numerus="yes">
        <source>goes as %n message(s): ten at most in each, files apart from photos</source>
        <translation>
            <numerusform>geht als %n Nachricht: höchstens zehn in jeder, Dateien getrennt von Fotos</numerusform>
            <numerusform>geht als %n Nachrichten: höchstens zehn in jeder, Dateien getrennt von Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Photos up to 1,280 px, without place and camera data.</source>
        <translation>Fotos bis 1.280 px, ohne Orts- und Kameradaten.</translation>
    </message>
    <message>
        <source>Shown and played in the chat.</source>
        <translation>Im Chat gezeigt und abgespielt.</translation>
    </message>
    <message>
        <source>Photos up to 2,560 px, without place and camera data.</source>
        <translation>Fotos bis 2.560 px, ohne Orts- und Kameradaten.</translation>
    </message>
    <message>
        <source>Untouched, with all that the camera wrote into them, perhaps the place.</source>
        <translation>Unverändert, mit allem, was die Kamera hineingeschrieben hat, vielleicht auch dem Ort.</translation>
    </message>
    <message>
        <source>The text is long: it goes as a message of its own.</source>
        <translation>Der Text ist lang: er geht als eigene Nachricht.</translation>
    </message>
    <message>
        <source>The text is too long: send it in two messages.</source>
        <translation>Der Text ist zu lang: teile ihn auf zwei Nachrichten auf.</translation>
    </message>
    <message>
        <source>There is nothing to send</source>
        <translation>Es gibt nichts zu senden</translation>
    </message>
</context>
<context>
    <name>confab::AudioInput</name>
    <message>
        <source>No microphone was found. Connect one and try again.</source>
        <translation>Es wurde kein Mikrofon gefunden. Schließe eines an und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The microphone stopped. Perhaps it was unplugged.</source>
        <translation>Das Mikrofon hat aufgehört. Vielleicht wurde es abgezogen.</translation>
    </message>
    <message>
        <source>The microphone cannot be used: another program may hold it, or access was denied.</source>
        <translation>Das Mikrofon lässt sich nicht benutzen: vielleicht hält es ein anderes Programm, oder der Zugriff wurde verweigert.</translation>
    </message>
</context>
<context>
    <name>confab::AudioOutput</name>
    <message>
        <source>No loudspeaker was found.</source>
        <translation>Es wurde kein Lautsprecher gefunden.</translation>
    </message>
    <message>
        <source>The loudspeaker cannot be used.</source>
        <translation>Der Lautsprecher lässt sich nicht benutzen.</translation>
    </message>
</context>
<context>
    <name>confab::AvatarCropSheet</name>
    <message>
        <source>Choose the part to show</source>
        <translation>Wähle den Ausschnitt</translation>
    </message>
    <message>
        <source>Reading the picture…</source>
        <translation>Das Bild wird gelesen …</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>This is not a picture that can be read.</source>
        <translation>Das ist kein Bild, das sich lesen lässt.</translation>
    </message>
    <message>
        <source>Drag to move, wheel to zoom.</source>
        <translation>Ziehen verschiebt, das Mausrad zoomt.</translation>
    </message>
</context>
<context>
    <name>confab::AvatarEditor</name>
    <message>
        <source>Change the picture</source>
        <translation>Bild ändern</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>Bild wählen …</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Remove the picture</source>
        <translation>Bild entfernen</translation>
    </message>
</context>
<context>
    <name>confab::CameraSheet</name>
    <message>
        <source>What the camera sees</source>
        <translation>Was die Kamera sieht</translation>
    </message>
    <message>
        <source>Take a photo</source>
        <translation>Foto aufnehmen</translation>
    </message>
    <message>
        <source>Starting the camera…</source>
        <translation>Die Kamera startet …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Take the photo</source>
        <translation>Auslösen</translation>
    </message>
    <message>
        <source>The camera cannot be used: another program may hold it, or access was denied.</source>
        <translation>Die Kamera lässt sich nicht benutzen: vielleicht hält sie ein anderes Programm, oder der Zugriff wurde verweigert.</translation>
    </message>
</context>
<context>
    <name>confab::ClearStorageSheet</name>
    <message>
        <source>Free up space</source>
        <translation>Platz schaffen</translation>
    </message>
    <message>
        <source>Files of %1</source>
        <translation>Dateien von %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <comment>size, number</comment>
        <translation>
            <numerusform>%1 in %n Datei</numerusform>
            <numerusform>%1 in %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Wird entfernt …</translation>
    </message>
    <message>
        <source>Messages stay, and files can be downloaded again while the server has them. Files that you sent may be kept.</source>
        <translation>Nachrichten bleiben, und Dateien lassen sich wieder laden, solange der Server sie hat. Dateien, die du gesendet hast, bleiben vielleicht.</translation>
    </message>
</context>
<context>
    <name>confab::CropView</name>
    <message>
        <source>Part of the picture that is shown</source>
        <translation>Gezeigter Teil des Bildes</translation>
    </message>
    <message>
        <source>Arrow keys move the picture, plus and minus zoom</source>
        <translation>Pfeiltasten verschieben das Bild, Plus und Minus zoomen</translation>
    </message>
</context>
<context>
    <name>confab::DropZones</name>
    <message>
        <source>Drop files here</source>
        <translation>Dateien hier ablegen</translation>
    </message>
    <message>
        <source>Send as file</source>
        <translation>Als Datei senden</translation>
    </message>
    <message>
        <source>Send as photo or video</source>
        <translation>Als Foto oder Video senden</translation>
    </message>
    <message>
        <source>No compression</source>
        <translation>Ohne Kompression</translation>
    </message>
    <message>
        <source>Quick to send and to see</source>
        <translation>Schnell gesendet und gesehen</translation>
    </message>
</context>
<context>
    <name>confab::FilePicker</name>
    <message>
        <source>Photos and videos</source>
        <translation>Fotos und Videos</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Dateien wählen</translation>
    </message>
    <message>
        <source>Choose photos and videos</source>
        <translation>Fotos und Videos wählen</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
</context>
<context>
    <name>confab::Intake</name>
    <message>
        <source>Picture %1</source>
        <translation>Bild %1</translation>
    </message>
</context>
<context>
    <name>confab::LinkCard</name>
    <message>
        <source>Send without the preview</source>
        <translation>Ohne die Vorschau senden</translation>
    </message>
    <message>
        <source>Preview of the link: %1, %2</source>
        <translation>Vorschau des Links: %1, %2</translation>
    </message>
</context>
<context>
    <name>confab::MediaKind</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>GIFs</source>
        <translation>GIFs</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>Voice messages</source>
        <translation>Sprachnachrichten</translation>
    </message>
    <message>
        <source>Music and sounds</source>
        <translation>Musik und Töne</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
</context>
<context>
    <name>confab::MicButton</name>
    <message>
        <source>Record a voice message</source>
        <translation>Sprachnachricht aufnehmen</translation>
    </message>
    <message>
        <source>Click to record, or hold and let go to send</source>
        <translation>Klicken zum Aufnehmen, oder halten und zum Senden loslassen</translation>
    </message>
</context>
<context>
    <name>confab::StoragePane</name>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Up to %1</source>
        <translation>Bis %1</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>Storage and data</source>
        <translation>Speicher und Daten</translation>
    </message>
    <message>
        <source>On this device</source>
        <translation>Auf diesem Gerät</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Free up space…</source>
        <translation>Platz schaffen …</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Downloaded files</source>
        <translation>Geladene Dateien</translation>
    </message>
    <message>
        <source>Keep at most</source>
        <translation>Höchstens behalten</translation>
    </message>
    <message>
        <source>What was not opened for longest goes first. Files that you sent do not count.</source>
        <translation>Was am längsten nicht geöffnet wurde, geht zuerst. Dateien, die du gesendet hast, zählen nicht.</translation>
    </message>
    <message>
        <source>Download without asking</source>
        <translation>Ohne Nachfrage laden</translation>
    </message>
    <message>
        <source>Kind of chat</source>
        <translation>Art des Chats</translation>
    </message>
    <message>
        <source>Direct chats</source>
        <translation>Direkte Chats</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Link previews</source>
        <translation>Link-Vorschauen</translation>
    </message>
    <message>
        <source>This computer asks the address that you write for a title and a picture, so its server sees you. Those who receive the message ask nobody.</source>
        <translation>Dieser Rechner fragt die Adresse, die du schreibst, nach Titel und Bild; ihr Server sieht dich also. Wer die Nachricht bekommt, fragt niemanden.</translation>
    </message>
    <message>
        <source>%1 in files, %2 in messages</source>
        <translation>%1 in Dateien, %2 in Nachrichten</translation>
    </message>
    <message>
        <source>A file that is in several chats counts in each of them.</source>
        <translation>Eine Datei, die in mehreren Chats ist, zählt in jedem von ihnen.</translation>
    </message>
    <message>
        <source>No files yet; messages take %1.</source>
        <translation>Noch keine Dateien; Nachrichten brauchen %1.</translation>
    </message>
    <message>
        <source>A chat that is gone</source>
        <translation>Ein Chat, den es nicht mehr gibt</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n chat(s)</source>
        <translation>
            <numerusform>%n Chat zeigen</numerusform>
            <numerusform>Alle %n Chats zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>a chat that is gone</source>
        <translation>ein Chat, den es nicht mehr gibt</translation>
    </message>
</context>
<context>
    <name>confab::UsageBar</name>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <comment>size, number</comment>
        <translation>
            <numerusform>%1 in %n Datei</numerusform>
            <numerusform>%1 in %n Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::UsageRow</name>
    <message>
        <source>%1, %2: clear</source>
        <comment>chat, size</comment>
        <translation>%1, %2: leeren</translation>
    </message>
</context>
<context>
    <name>confab::VoiceBar</name>
    <message>
        <source>Discard the voice message</source>
        <translation>Sprachnachricht verwerfen</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Stop and listen first</source>
        <translation>Anhalten und erst anhören</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>Neu aufnehmen</translation>
    </message>
    <message>
        <source>An hour is the longest that a voice message can be. Send this one and go on in the next.</source>
        <translation>Eine Sprachnachricht kann höchstens eine Stunde dauern. Sende diese und sprich in der nächsten weiter.</translation>
    </message>
    <message>
        <source>Recording a voice message</source>
        <translation>Sprachnachricht wird aufgenommen</translation>
    </message>
    <message>
        <source>Voice message, not sent yet</source>
        <translation>Sprachnachricht, noch nicht gesendet</translation>
    </message>
    <message>
        <source>Discard this voice message?</source>
        <translation>Diese Sprachnachricht verwerfen?</translation>
    </message>
    <message>
        <source>What you said will be gone.</source>
        <translation>Was du gesagt hast, geht verloren.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>The account&apos;s keys on this computer are damaged, and so are their copies. They were left as they are; restore them from a backup, or link this computer again with a new profile.</source>
        <translation>Die Schlüssel des Kontos auf diesem Rechner sind beschädigt, ihre Kopien auch. Sie blieben, wie sie sind; hole sie aus einer Sicherung zurück oder verknüpfe diesen Rechner mit einem neuen Profil noch einmal.</translation>
    </message>
    <message>
        <source>There is no account in this profile.</source>
        <translation>In diesem Profil ist kein Konto.</translation>
    </message>
    <message>
        <source>The damaged file with the account&apos;s keys could not be moved out of the way.</source>
        <translation>Die beschädigte Datei mit den Schlüsseln des Kontos ließ sich nicht beiseiteschieben.</translation>
    </message>
    <message>
        <source>The account&apos;s keys could not be saved.</source>
        <translation>Die Schlüssel des Kontos ließen sich nicht speichern.</translation>
    </message>
    <message>
        <source>The profile folder cannot be used.</source>
        <translation>Der Ordner des Profils lässt sich nicht benutzen.</translation>
    </message>
    <message>
        <source>The account&apos;s keys could not be removed.</source>
        <translation>Die Schlüssel des Kontos ließen sich nicht entfernen.</translation>
    </message>
    <message>
        <source>The account keys in %1 cannot be read: %2</source>
        <translation>Die Schlüssel des Kontos in %1 lassen sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>The file %1 with the account keys is damaged (%2). It was left as it is; restore it from a backup, or link this computer again with a new profile.</source>
        <translation>Die Datei %1 mit den Schlüsseln des Kontos ist beschädigt (%2). Sie blieb, wie sie ist; hole sie aus einer Sicherung zurück oder verknüpfe diesen Rechner mit einem neuen Profil noch einmal.</translation>
    </message>
</context>
<context>
    <name>Profile</name>
    <message>
        <source>There is no keyring on this computer, or not in this login.</source>
        <translation>Auf diesem Rechner gibt es keinen Schlüsselbund, oder nicht in dieser Anmeldung.</translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation>Der Schlüsselbund ist gesperrt.</translation>
    </message>
    <message>
        <source>The keyring has no entry for this profile.</source>
        <translation>Der Schlüsselbund hat keinen Eintrag für dieses Profil.</translation>
    </message>
    <message>
        <source>What the keyring holds for this profile does not open it.</source>
        <translation>Was der Schlüsselbund für dieses Profil enthält, öffnet es nicht.</translation>
    </message>
    <message>
        <source>The keyring did not give access.</source>
        <translation>Der Schlüsselbund hat keinen Zugriff gewährt.</translation>
    </message>
    <message>
        <source>The keyring did not answer in time.</source>
        <translation>Der Schlüsselbund hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The keyring did not keep what was given to it, so it was not used.</source>
        <translation>Der Schlüsselbund hat nicht behalten, was er bekam, und wurde deshalb nicht benutzt.</translation>
    </message>
    <message>
        <source>The passphrase is not right.</source>
        <translation>Die Passphrase stimmt nicht.</translation>
    </message>
    <message>
        <source>There is not enough memory free to check the passphrase.</source>
        <translation>Zum Prüfen der Passphrase ist nicht genug Arbeitsspeicher frei.</translation>
    </message>
    <message>
        <source>The file with this profile&apos;s key is damaged. It was left as it is.</source>
        <translation>Die Datei mit dem Schlüssel dieses Profils ist beschädigt. Sie blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>Another program is using this profile.</source>
        <translation>Ein anderes Programm benutzt dieses Profil.</translation>
    </message>
    <message>
        <source>There is no space left on the disk.</source>
        <translation>Auf dem Datenträger ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>Cancelled; nothing was changed.</source>
        <translation>Abgebrochen; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The files of the profile could not be read or written.</source>
        <translation>Die Dateien des Profils ließen sich nicht lesen oder schreiben.</translation>
    </message>
</context>
<context>
    <name>confab::AsidePanel</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>The old profile was moved aside</source>
        <translation>Das alte Profil wurde beiseitegelegt</translation>
    </message>
    <message>
        <source>Nothing was deleted. It is now in %1</source>
        <translation>Nichts wurde gelöscht. Es liegt jetzt in %1</translation>
    </message>
</context>
<context>
    <name>confab::EncryptionSection</name>
    <message>
        <source>Make a new key…</source>
        <translation>Neuen Schlüssel erzeugen …</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird nachgesehen …</translation>
    </message>
    <message>
        <source>Open with the keyring</source>
        <translation>Mit dem Schlüsselbund öffnen</translation>
    </message>
    <message>
        <source>Set a passphrase…</source>
        <translation>Passphrase festlegen …</translation>
    </message>
    <message>
        <source>Remove the passphrase</source>
        <translation>Passphrase entfernen</translation>
    </message>
    <message>
        <source>Store unprotected on this computer…</source>
        <translation>Ungeschützt auf diesem Rechner speichern …</translation>
    </message>
    <message>
        <source>Your messages are not protected on this computer</source>
        <translation>Deine Nachrichten sind auf diesem Rechner nicht geschützt</translation>
    </message>
    <message>
        <source>Your messages are encrypted on this computer</source>
        <translation>Deine Nachrichten sind auf diesem Rechner verschlüsselt</translation>
    </message>
    <message>
        <source>Whoever gets at this computer or its disk can read them.</source>
        <translation>Wer an diesen Rechner oder seinen Datenträger kommt, kann sie lesen.</translation>
    </message>
    <message>
        <source>The keyring opens them, or your passphrase.</source>
        <translation>Der Schlüsselbund öffnet sie oder deine Passphrase.</translation>
    </message>
    <message>
        <source>The keyring opens them once you are logged in.</source>
        <translation>Der Schlüsselbund öffnet sie, sobald du am Rechner angemeldet bist.</translation>
    </message>
    <message>
        <source>Your passphrase opens them when Confab starts.</source>
        <translation>Deine Passphrase öffnet sie, wenn Confab startet.</translation>
    </message>
    <message>
        <source>Set a passphrase first to do without.</source>
        <translation>Um ohne ihn auszukommen, lege erst eine Passphrase fest.</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>Passphrase ändern …</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>Set a passphrase</source>
        <translation>Passphrase festlegen</translation>
    </message>
    <message>
        <source>Remove the passphrase?</source>
        <translation>Passphrase entfernen?</translation>
    </message>
    <message>
        <source>Then the keyring alone opens your messages. If its entry is lost, they cannot be opened any more.</source>
        <translation>Dann öffnet nur noch der Schlüsselbund deine Nachrichten. Geht sein Eintrag verloren, lassen sie sich nicht mehr öffnen.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Store unprotected?</source>
        <translation>Ungeschützt speichern?</translation>
    </message>
    <message>
        <source>Whoever gets at this computer, its disk or a backup of it can then read all your messages and write in your name.</source>
        <translation>Wer an diesen Rechner, seinen Datenträger oder eine Sicherung davon kommt, kann dann alle deine Nachrichten lesen und in deinem Namen schreiben.</translation>
    </message>
    <message>
        <source>Store unprotected</source>
        <translation>Ungeschützt speichern</translation>
    </message>
</context>
<context>
    <name>confab::MediaStrip</name>
    <message>
        <source>Photos, files, links</source>
        <translation>Fotos, Dateien, Links</translation>
    </message>
    <message>
        <source>See all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>All photos, files and links of this chat</source>
        <translation>Alle Fotos, Dateien und Links dieses Chats</translation>
    </message>
</context>
<context>
    <name>confab::NewPassphrase</name>
    <message>
        <source>Very easy to guess. Four or more words that have nothing to do with each other are better.</source>
        <translation>Sehr leicht zu erraten. Besser sind vier oder mehr Wörter, die nichts miteinander zu tun haben.</translation>
    </message>
    <message>
        <source>Can be guessed by somebody who has time. Another word or two would help.</source>
        <translation>Wer Zeit hat, kann sie erraten. Ein oder zwei Wörter mehr würden helfen.</translation>
    </message>
    <message>
        <source>Hard to guess</source>
        <translation>Schwer zu erraten</translation>
    </message>
    <message>
        <source>Very hard to guess</source>
        <translation>Sehr schwer zu erraten</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal dieselbe</translation>
    </message>
    <message>
        <source>If you forget it, nobody can open what is kept on this computer, and nobody can reset it. Write it down, or link another device.</source>
        <translation>Wenn du sie vergisst, kann niemand öffnen, was auf diesem Rechner liegt, und niemand kann sie zurücksetzen. Schreib sie auf oder verknüpfe ein weiteres Gerät.</translation>
    </message>
    <message>
        <source>The two are not the same</source>
        <translation>Die beiden sind nicht gleich</translation>
    </message>
    <message>
        <source>Several words are easier to remember than signs.</source>
        <translation>Mehrere Wörter merkt man sich leichter als Zeichen.</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Wähle eine Passphrase</translation>
    </message>
    <message>
        <source>Type it a second time</source>
        <translation>Tippe sie ein zweites Mal</translation>
    </message>
</context>
<context>
    <name>confab::PassphraseEdit</name>
    <message>
        <source>Show what is typed</source>
        <translation>Getipptes zeigen</translation>
    </message>
    <message>
        <source>Hide what is typed</source>
        <translation>Getipptes verbergen</translation>
    </message>
</context>
<context>
    <name>confab::PassphraseField</name>
    <message>
        <source>Caps Lock is on</source>
        <translation>Die Feststelltaste ist an</translation>
    </message>
</context>
<context>
    <name>confab::PassphraseSheet</name>
    <message>
        <source>Set the passphrase</source>
        <translation>Passphrase festlegen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>confab::ProtectPanel</name>
    <message>
        <source>Protect your messages on this computer</source>
        <translation>Schütze deine Nachrichten auf diesem Rechner</translation>
    </message>
    <message>
        <source>Messages kept by the earlier version are moved into the encrypted form. You can stop at any time before the end, and nothing is lost if the power fails.</source>
        <translation>Nachrichten der früheren Version werden in die verschlüsselte Form gebracht. Bis kurz vor dem Ende kannst du jederzeit anhalten, und bei einem Stromausfall geht nichts verloren.</translation>
    </message>
    <message>
        <source>Confab keeps messages and keys encrypted on the disk. What should open them?</source>
        <translation>Confab legt Nachrichten und Schlüssel verschlüsselt auf dem Datenträger ab. Was soll sie öffnen?</translation>
    </message>
    <message>
        <source>Your keyring</source>
        <translation>Dein Schlüsselbund</translation>
    </message>
    <message>
        <source>Your keyring: %1</source>
        <translation>Dein Schlüsselbund: %1</translation>
    </message>
    <message>
        <source>Opens by itself once you are logged in to this computer</source>
        <translation>Öffnet von selbst, sobald du an diesem Rechner angemeldet bist</translation>
    </message>
    <message>
        <source>A passphrase</source>
        <translation>Eine Passphrase</translation>
    </message>
    <message>
        <source>You type it whenever Confab starts</source>
        <translation>Du tippst sie bei jedem Start von Confab</translation>
    </message>
    <message>
        <source>Store unprotected on this computer</source>
        <translation>Ungeschützt auf diesem Rechner speichern</translation>
    </message>
    <message>
        <source>Opens without anything, for everybody</source>
        <translation>Öffnet ohne Weiteres, für jeden</translation>
    </message>
    <message>
        <source>Whoever gets at this computer, its disk or a backup of it can read all your messages and write in your name.</source>
        <translation>Wer an diesen Rechner, seinen Datenträger oder eine Sicherung davon kommt, kann alle deine Nachrichten lesen und in deinem Namen schreiben.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Store unprotected</source>
        <translation>Ungeschützt speichern</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Verschlüsseln</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>confab::SealedKeyVault</name>
    <message>
        <source>There is not enough memory free.</source>
        <translation>Es ist nicht genug Arbeitsspeicher frei.</translation>
    </message>
    <message>
        <source>This profile has an account already.</source>
        <translation>Dieses Profil hat schon ein Konto.</translation>
    </message>
    <message>
        <source>This profile belongs to another account.</source>
        <translation>Dieses Profil gehört zu einem anderen Konto.</translation>
    </message>
</context>
<context>
    <name>confab::SystemKeyring</name>
    <message>
        <source>The system&apos;s keyring</source>
        <translation>Schlüsselbund des Systems</translation>
    </message>
</context>
<context>
    <name>confab::UnlockPanel</name>
    <message>
        <source>Unlock your messages</source>
        <translation>Entsperre deine Nachrichten</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>They are encrypted on this computer.</source>
        <translation>Sie sind auf diesem Rechner verschlüsselt.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Use the keyring</source>
        <translation>Schlüsselbund verwenden</translation>
    </message>
    <message>
        <source>Forgotten?</source>
        <translation>Vergessen?</translation>
    </message>
    <message>
        <source>Type your passphrase</source>
        <translation>Tippe deine Passphrase</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Checking the passphrase…</source>
        <translation>Die Passphrase wird geprüft …</translation>
    </message>
    <message>
        <source>That is not the passphrase of this profile</source>
        <translation>Das ist nicht die Passphrase dieses Profils</translation>
    </message>
</context>
<context>
    <name>confab::VaultPage</name>
    <message>
        <source>Confab</source>
        <translation>Confab</translation>
    </message>
    <message>
        <source>Welcome to Confab</source>
        <translation>Willkommen bei Confab</translation>
    </message>
</context>
<context>
    <name>confab::VaultPanel</name>
    <message>
        <source>Move the old profile aside?</source>
        <translation>Das alte Profil beiseitelegen?</translation>
    </message>
    <message>
        <source>This cannot be taken back from inside Confab. If no other device of yours is linked, this account is lost to you.</source>
        <translation>Das lässt sich in Confab nicht zurücknehmen. Ist kein anderes deiner Geräte verknüpft, ist dieses Konto für dich verloren.</translation>
    </message>
    <message>
        <source>Move it aside</source>
        <translation>Beiseitelegen</translation>
    </message>
    <message>
        <source>Start over with a fresh profile?</source>
        <translation>Mit einem frischen Profil neu anfangen?</translation>
    </message>
    <message>
        <source>The messages on this computer stay locked. Their files are not deleted but moved into a folder beside the new profile, in case the key turns up. Then you link this computer to another device of yours, or create a new account.</source>
        <translation>Die Nachrichten auf diesem Rechner bleiben gesperrt. Ihre Dateien werden nicht gelöscht, sondern in einen Ordner neben dem neuen Profil gelegt, falls der Schlüssel wieder auftaucht. Dann verknüpfst du diesen Rechner mit einem anderen deiner Geräte oder legst ein neues Konto an.</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Neu anfangen</translation>
    </message>
</context>
<context>
    <name>confab::VaultWords</name>
    <message>
        <source>the keyring of this computer</source>
        <translation>Schlüsselbund dieses Rechners</translation>
    </message>
    <message>
        <source>There is no keyring here</source>
        <translation>Hier gibt es keinen Schlüsselbund</translation>
    </message>
    <message>
        <source>The key to your messages is in a keyring, and none runs in this session. Sign in to the desktop that you used before, or start its keyring.</source>
        <translation>Der Schlüssel zu deinen Nachrichten liegt in einem Schlüsselbund, und in dieser Sitzung läuft keiner. Melde dich an dem Desktop an, den du vorher benutzt hast, oder starte dessen Schlüsselbund.</translation>
    </message>
    <message>
        <source>Unlock your keyring</source>
        <translation>Entsperre deinen Schlüsselbund</translation>
    </message>
    <message>
        <source>The key to your messages is in %1, which is locked. Once you unlock it, Confab goes on by itself.</source>
        <translation>Der Schlüssel zu deinen Nachrichten liegt in „%1“. Der Schlüsselbund ist gesperrt; sobald du ihn entsperrst, macht Confab von selbst weiter.</translation>
    </message>
    <message>
        <source>The key is not in your keyring</source>
        <translation>Der Schlüssel ist nicht in deinem Schlüsselbund</translation>
    </message>
    <message>
        <source>There is no entry for this profile in %1. The keyring may have been reset, or the folder comes from another computer. Your messages are untouched.</source>
        <translation>In „%1“ gibt es keinen Eintrag für dieses Profil. Vielleicht wurde der Schlüsselbund zurückgesetzt, oder der Ordner kommt von einem anderen Rechner. Deine Nachrichten sind unberührt.</translation>
    </message>
    <message>
        <source>The key in your keyring does not fit</source>
        <translation>Der Schlüssel in deinem Schlüsselbund passt nicht</translation>
    </message>
    <message>
        <source>The entry in %1 belongs to another profile, or to an older state of this one. Your messages are untouched.</source>
        <translation>Der Eintrag in „%1“ gehört zu einem anderen Profil oder zu einem älteren Stand von diesem. Deine Nachrichten sind unberührt.</translation>
    </message>
    <message>
        <source>Your keyring refused</source>
        <translation>Dein Schlüsselbund hat abgelehnt</translation>
    </message>
    <message>
        <source>Confab was not allowed to read from %1. Try again and say yes there.</source>
        <translation>Confab durfte nicht aus „%1“ lesen. Versuche es noch einmal und stimme dort zu.</translation>
    </message>
    <message>
        <source>Your keyring does not answer</source>
        <translation>Dein Schlüsselbund antwortet nicht</translation>
    </message>
    <message>
        <source>Perhaps it waits for you: look for a window that asks for its password.</source>
        <translation>Vielleicht wartet er auf dich: suche nach einem Fenster, das nach seinem Passwort fragt.</translation>
    </message>
    <message>
        <source>Your keyring did not keep the key</source>
        <translation>Dein Schlüsselbund hat den Schlüssel nicht behalten</translation>
    </message>
    <message>
        <source>What was written could not be read back the same, so it was not used.</source>
        <translation>Was geschrieben wurde, kam beim Lesen nicht gleich zurück; darum wurde er nicht benutzt.</translation>
    </message>
    <message>
        <source>That is not the passphrase</source>
        <translation>Das ist nicht die Passphrase</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Not enough memory</source>
        <translation>Nicht genug Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Checking a passphrase takes 256 MB for a second. Close something and try again.</source>
        <translation>Eine Passphrase zu prüfen braucht für eine Sekunde 256 MB. Schließe etwas und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The file with the key is damaged</source>
        <translation>Die Datei mit dem Schlüssel ist beschädigt</translation>
    </message>
    <message>
        <source>Without it your messages on this computer cannot be opened. Confab leaves everything as it is: if you have a backup of the profile&apos;s folder, put its key file back.</source>
        <translation>Ohne sie lassen sich deine Nachrichten auf diesem Rechner nicht öffnen. Confab lässt alles, wie es ist: wenn du eine Sicherung vom Ordner des Profils hast, lege die Schlüsseldatei daraus zurück.</translation>
    </message>
    <message>
        <source>Another program uses this profile</source>
        <translation>Ein anderes Programm benutzt dieses Profil</translation>
    </message>
    <message>
        <source>Perhaps confab-cli is running. Close it and try again.</source>
        <translation>Vielleicht läuft confab-cli. Schließe es und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>Moving needs room for a second copy of your messages. Nothing was changed; free some space and try again.</source>
        <translation>Zum Umziehen braucht es Platz für eine zweite Kopie deiner Nachrichten. Es wurde nichts geändert; schaffe etwas Platz und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Nothing was changed. Free some space and try again.</source>
        <translation>Es wurde nichts geändert. Schaffe etwas Platz und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>The profile could not be opened</source>
        <translation>Das Profil ließ sich nicht öffnen</translation>
    </message>
    <message>
        <source>The system refused to read or write its files.</source>
        <translation>Das System hat das Lesen oder Schreiben der Dateien verweigert.</translation>
    </message>
    <message>
        <source>There is no keyring in this session any more. Take another way.</source>
        <translation>In dieser Sitzung gibt es keinen Schlüsselbund mehr. Nimm einen anderen Weg.</translation>
    </message>
    <message>
        <source>%1 is locked. Unlock it and choose it once more, or take another way.</source>
        <translation>„%1“ ist gesperrt. Entsperre den Schlüsselbund und wähle ihn noch einmal, oder nimm einen anderen Weg.</translation>
    </message>
    <message>
        <source>%1 refused to keep the key. Try once more and say yes there, or take another way.</source>
        <translation>„%1“ hat es abgelehnt, den Schlüssel zu behalten. Versuche es noch einmal und stimme dort zu, oder nimm einen anderen Weg.</translation>
    </message>
    <message>
        <source>%1 does not answer. Look for a window that asks for its password, or take another way.</source>
        <translation>„%1“ antwortet nicht. Suche nach einem Fenster, das nach dem Passwort fragt, oder nimm einen anderen Weg.</translation>
    </message>
    <message>
        <source>%1 did not keep the key: what was written could not be read back the same, so it was not used. Take another way.</source>
        <translation>„%1“ hat den Schlüssel nicht behalten: was geschrieben wurde, kam beim Lesen nicht gleich zurück; darum wurde der Schlüsselbund nicht benutzt. Nimm einen anderen Weg.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Angehalten. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Waiting for your keyring…</source>
        <translation>Dein Schlüsselbund wird gefragt …</translation>
    </message>
    <message>
        <source>If a window asks for the password of %1, answer there.</source>
        <translation>Wenn ein Fenster nach dem Passwort von „%1“ fragt, antworte dort.</translation>
    </message>
    <message>
        <source>Opening your messages…</source>
        <translation>Deine Nachrichten werden geöffnet …</translation>
    </message>
    <message>
        <source>Making the key to your messages…</source>
        <translation>Der Schlüssel zu deinen Nachrichten entsteht …</translation>
    </message>
    <message>
        <source>It never leaves this computer.</source>
        <translation>Er verlässt diesen Rechner nie.</translation>
    </message>
    <message>
        <source>Encrypting your messages…</source>
        <translation>Deine Nachrichten werden verschlüsselt …</translation>
    </message>
    <message>
        <source>What the earlier version kept is moved into the encrypted form. The old files go once everything was read back.</source>
        <translation>Was die frühere Version aufbewahrt hat, wird in die verschlüsselte Form gebracht. Die alten Dateien gehen erst, wenn alles zurückgelesen wurde.</translation>
    </message>
    <message>
        <source>Making a new key…</source>
        <translation>Ein neuer Schlüssel entsteht …</translation>
    </message>
    <message>
        <source>Everything on this computer is encrypted again. Your chats are back in a moment.</source>
        <translation>Alles auf diesem Rechner wird neu verschlüsselt. Deine Chats sind gleich wieder da.</translation>
    </message>
    <message>
        <source>Moving the old profile aside…</source>
        <translation>Das alte Profil wird beiseitegelegt …</translation>
    </message>
    <message>
        <source>Finishing what was interrupted…</source>
        <translation>Unterbrochenes wird zu Ende gebracht …</translation>
    </message>
    <message>
        <source>Confab ended in the middle of encrypting your messages. It is brought to its end now; nothing is lost.</source>
        <translation>Confab wurde mitten im Verschlüsseln deiner Nachrichten beendet. Das wird jetzt zu Ende gebracht; nichts ist verloren.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Reading back what was written</source>
        <translation>Geschriebenes wird zurückgelesen</translation>
    </message>
    <message>
        <source>Reading back what was written: %1</source>
        <translation>Geschriebenes wird zurückgelesen: %1</translation>
    </message>
    <message>
        <source>Finishing; this cannot be stopped any more</source>
        <translation>Wird abgeschlossen; das lässt sich nicht mehr anhalten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Keep waiting</source>
        <translation>Weiter warten</translation>
    </message>
    <message>
        <source>Use passphrase</source>
        <translation>Passphrase verwenden</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Go on with the present key</source>
        <translation>Mit dem jetzigen Schlüssel weiter</translation>
    </message>
    <message>
        <source>Start over…</source>
        <translation>Neu anfangen …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>confab::WorkBar</name>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>%1 percent done</source>
        <translation>%1 Prozent fertig</translation>
    </message>
</context>
<context>
    <name>confab::WorkPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
</context>
<context>
    <name>confab::RenewKeySheet</name>
    <message>
        <source>Make a new key?</source>
        <translation>Neuen Schlüssel erzeugen?</translation>
    </message>
    <message>
        <source>Make a new key</source>
        <translation>Neuen Schlüssel erzeugen</translation>
    </message>
    <message>
        <source>Confab closes your chats for a moment and encrypts everything on this computer again. Do this if somebody may have seen the old key. Nothing is lost if it is interrupted.</source>
        <translation>Confab schließt deine Chats für einen Augenblick und verschlüsselt alles auf diesem Rechner noch einmal. Tu das, wenn jemand den alten Schlüssel gesehen haben könnte. Wird es unterbrochen, geht nichts verloren.</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Deine Passphrase</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Type your passphrase.</source>
        <translation>Gib deine Passphrase ein.</translation>
    </message>
</context>
</TS>
