<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ChatRow</name>
    <message numerus="yes">
        <source>%n message(s) not sent</source>
        <translation>
            <numerusform>%n message not sent</numerusform>
            <numerusform>%n messages not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionNotice</name>
    <message numerus="yes">
        <source>Reconnecting in %n s</source>
        <translation>
            <numerusform>Reconnecting in %n s</numerusform>
            <numerusform>Reconnecting in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DisplayText</name>
    <message numerus="yes">
        <source>%1 and %n other(s)</source>
        <translation>
            <numerusform>%1 and %n other</numerusform>
            <numerusform>%1 and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message numerus="yes">
        <source>last seen %n minute(s) ago</source>
        <translation>
            <numerusform>last seen %n minute ago</numerusform>
            <numerusform>last seen %n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last seen %n hour(s) ago</source>
        <translation>
            <numerusform>last seen %n hour ago</numerusform>
            <numerusform>last seen %n hours ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresenceText</name>
    <message numerus="yes">
        <source>last active %n minute(s) ago</source>
        <translation>
            <numerusform>last active %n minute ago</numerusform>
            <numerusform>last active %n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last active %n hour(s) ago</source>
        <translation>
            <numerusform>last active %n hour ago</numerusform>
            <numerusform>last active %n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last active %n day(s) ago</source>
        <translation>
            <numerusform>last active %n day ago</numerusform>
            <numerusform>last active %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln member(s)</source>
        <translation>
            <numerusform>%Ln member</numerusform>
            <numerusform>%Ln members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Store</name>
    <message numerus="yes">
        <source>The local database was damaged. %n message(s) were recovered, the rest comes from the server again.</source>
        <translation>
            <numerusform>The local database was damaged. %n message was recovered, the rest comes from the server again.</numerusform>
            <numerusform>The local database was damaged. %n messages were recovered, the rest comes from the server again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Typing</name>
    <message numerus="yes">
        <source>%n people are typing…</source>
        <translation>
            <numerusform>%n person is typing…</numerusform>
            <numerusform>%n people are typing…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::AddMembersSheet</name>
    <message numerus="yes">
        <source>Add %n person(s)</source>
        <translation>
            <numerusform>Add %n person</numerusform>
            <numerusform>Add %n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::DevicesPane</name>
    <message numerus="yes">
        <source>An account has at most %n device(s). Log one out first.</source>
        <translation>
            <numerusform>An account has at most %n device. Log one out first.</numerusform>
            <numerusform>An account has at most %n devices. Log one out first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::JumpButton</name>
    <message numerus="yes">
        <source>Scroll to the newest message, %n unread below</source>
        <translation>
            <numerusform>Scroll to the newest message, %n unread below</numerusform>
            <numerusform>Scroll to the newest message, %n unread below</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::MemberPicker</name>
    <message numerus="yes">
        <source>The group is full: it takes %n more person(s) at most.</source>
        <translation>
            <numerusform>The group is full: it takes %n more person at most.</numerusform>
            <numerusform>The group is full: it takes %n more people at most.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::NewGroupSheet</name>
    <message numerus="yes">
        <source>%n person(s) chosen</source>
        <translation>
            <numerusform>%n person chosen</numerusform>
            <numerusform>%n people chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::Notifier</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n new)</source>
        <translation>
            <numerusform>%1 (%n new)</numerusform>
            <numerusform>%1 (%n new)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::PersonInfo</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::RegisterForm</name>
    <message numerus="yes">
        <source>At least %n character(s)</source>
        <translation>
            <numerusform>At least %n character</numerusform>
            <numerusform>At least %n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::TextArea</name>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>%n character left</numerusform>
            <numerusform>%n characters left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::Timeline</name>
    <message numerus="yes">
        <source>%n unread messages</source>
        <translation>
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reactions.</source>
        <translation>
            <numerusform>%n reaction.</numerusform>
            <numerusform>%n reactions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::TimelineView</name>
    <message numerus="yes">
        <source>Copy %n messages</source>
        <translation>
            <numerusform>Copy %n message</numerusform>
            <numerusform>Copy %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::Tray</name>
    <message numerus="yes">
        <source>Confab: %n unread message(s)</source>
        <translation>
            <numerusform>Confab: %n unread message</numerusform>
            <numerusform>Confab: %n unread messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ForwardSheet</name>
    <message numerus="yes">
        <source>At most %n chats</source>
        <translation>
            <numerusform>At most %n chat</numerusform>
            <numerusform>At most %n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forward to %n chats</source>
        <translation>
            <numerusform>Forward to %n chat</numerusform>
            <numerusform>Forward to %n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forwarded to %n chats</source>
        <translation>
            <numerusform>Forwarded to %n chat</numerusform>
            <numerusform>Forwarded to %n chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::MediaText</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s)</source>
        <translation>
            <numerusform>%n video</numerusform>
            <numerusform>%n videos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n videos</source>
        <translation>
            <numerusform>%n video</numerusform>
            <numerusform>%n videos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::AttachSheet</name>
    <message numerus="yes">
        <source>Send %n photo(s)</source>
        <translation>
            <numerusform>Send %n photo</numerusform>
            <numerusform>Send %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n video(s)</source>
        <translation>
            <numerusform>Send %n video</numerusform>
            <numerusform>Send %n videos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n file(s)</source>
        <translation>
            <numerusform>Send %n file</numerusform>
            <numerusform>Send %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more that cannot be sent</source>
        <translation>
            <numerusform>and %n more that cannot be sent</numerusform>
            <numerusform>and %n more that cannot be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more than %1 at a time: send these afterwards</source>
        <translation>
            <numerusform>%n more than %1 at a time: send these afterwards</numerusform>
            <numerusform>%n more than %1 at a time: send these afterwards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>goes as %n message(s): ten at most in each, files apart from photos</source>
        <translation>
            <numerusform>goes as %n message: ten at most in each, files apart from photos</numerusform>
            <numerusform>goes as %n messages: ten at most in each, files apart from photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ClearStorageSheet</name>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <comment>size, number</comment>
        <translation>
            <numerusform>%1 in %n file</numerusform>
            <numerusform>%1 in %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::StoragePane</name>
    <message numerus="yes">
        <source>Show all %n chat(s)</source>
        <translation>
            <numerusform>Show all %n chat</numerusform>
            <numerusform>Show all %n chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::UsageBar</name>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <comment>size, number</comment>
        <translation>
            <numerusform>%1 in %n file</numerusform>
            <numerusform>%1 in %n files</numerusform>
        </translation>
    </message>
</context>
</TS>
