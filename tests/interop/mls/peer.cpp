// mls-peer: members of MLS groups on core/mls, moved by lines of JSON on stdin and answered by lines of JSON on stdout,
// so that another implementation can be in the same groups. Bytes are base64. One request a line:
//
//   {"op":"keyPackage","member":M}                     → {"message":KeyPackage}; M may then be added
//   {"op":"create","member":M,"group":ID}              → state
//   {"op":"join","member":M,"message":Welcome}         → state
//   {"op":"joinExternally","member":M,"message":GroupInfo,"replaced":LEAF?} → state and {"message":commit}
//   {"op":"groupInfo","member":M}                      → {"message":GroupInfo} with tree and external_pub
//   {"op":"commit","member":M,"add":[KeyPackage…],"remove":[LEAF…],"path":BOOL}
//                                                      → {"message":commit,"welcome":Welcome?}; pending until "apply"
//   {"op":"apply","member":M}                          → state
//   {"op":"proposeUpdate"|"proposeRemove"|"proposeAdd","member":M,"leaf":LEAF,"keyPackage":K} → {"message":proposal}
//   {"op":"seal","member":M,"data":BYTES}              → {"message":PrivateMessage}
//   {"op":"process","members":[M…],"message":BYTES}    → {"results":[…]}, one for each of them
//   {"op":"restore","members":[M…]}                    → states, after each group went through its stored form
//   {"op":"forget","member":M}                         → {}
//
// A state is {"epoch","authenticator","leaf"}. With "public":true a member that enters sends its proposals and commits as
// PublicMessage. What is refused is answered with {"error":TEXT}.
#include "core/mls/group.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <iostream>
#include <sodium.h>

using namespace confab;
using namespace confab::mls;

namespace {

struct Refused {
    QString why;
};

Bytes bytesOf(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

QString textOf(View bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toBase64());
}

template <typename T>
T need(Outcome<T> outcome)
{
    if (!outcome)
        throw Refused {QString::fromUtf8(outcome.error().what.data(), qsizetype(outcome.error().what.size()))};
    return std::move(*outcome);
}

template <typename T>
T messageOf(const QJsonValue &value)
{
    Message message = need(decode<Message>(bytesOf(value)));
    if (auto *body = std::get_if<T>(&message.body))
        return std::move(*body);
    throw Refused {QStringLiteral("a message of another kind")};
}

struct Member {
    SignatureKeyPair signer = SignatureKeyPair::generate();
    std::optional<KeyPackageBundle> keyPackage;
    std::optional<Group> group;
    GroupConfig config;
};

class Peer {
public:
    QJsonObject answer(const QJsonObject &request);

private:
    Member &member(const QJsonValue &name) { return m_members[name.toString()]; }
    //! The member that enters a group with this request.
    Member &entering(const QJsonObject &request)
    {
        Member &m = member(request["member"]);
        m.config.encryptHandshake = !request["public"].toBool();
        return m;
    }
    Group &group(const QJsonValue &name)
    {
        auto &found = member(name).group;
        if (!found)
            throw Refused {QStringLiteral("not in a group")};
        return *found;
    }
    static QJsonObject state(const Group &group)
    {
        return {{QStringLiteral("epoch"), qint64(group.epoch())}, {QStringLiteral("leaf"), qint64(group.self().value)},
            {QStringLiteral("authenticator"), textOf(group.epochAuthenticator())}};
    }
    static QJsonObject sent(const Message &message) { return {{QStringLiteral("message"), textOf(encode(message))}}; }

    QJsonObject makeKeyPackageFor(const QJsonObject &r)
    {
        Member &m = member(r["member"]);
        Credential credential;
        credential.identity = r["member"].toString().toUtf8();
        m.keyPackage = makeKeyPackage(m.signer, credential, {0, UINT64_MAX});
        return sent({m.keyPackage->package});
    }

    QJsonObject create(const QJsonObject &r)
    {
        makeKeyPackageFor(r);
        Member &m = entering(r);
        m.group = need(Group::create(bytesOf(r["group"]), m.signer.clone(), *m.keyPackage, {}, m.config, std::nullopt));
        return state(*m.group);
    }

    QJsonObject join(const QJsonObject &r)
    {
        Member &m = entering(r);
        if (!m.keyPackage)
            throw Refused {QStringLiteral("no KeyPackage")};
        m.group = need(Group::join(
            messageOf<Welcome>(r["message"]), *m.keyPackage, m.signer.clone(), std::nullopt, {}, m.config, std::nullopt));
        return state(*m.group);
    }

    QJsonObject joinExternally(const QJsonObject &r)
    {
        makeKeyPackageFor(r);
        Member &m = entering(r);
        std::optional<LeafIndex> replaced;
        if (r.contains("replaced"))
            replaced = LeafIndex {std::uint32_t(r["replaced"].toInteger())};
        auto joined = need(Group::joinExternally(messageOf<GroupInfo>(r["message"]), std::nullopt, m.signer.clone(),
            m.keyPackage->package.leaf, replaced, {}, m.config, std::nullopt));
        m.group = std::move(joined.group);
        QJsonObject reply = state(*m.group);
        reply["message"] = textOf(encode(joined.commit));
        return reply;
    }

    QJsonObject groupInfo(const QJsonObject &r) { return sent({group(r["member"]).groupInfo(true)}); }

    QJsonObject commit(const QJsonObject &r)
    {
        CommitOptions options;
        for (const QJsonValue &package : r["add"].toArray())
            options.proposals.push_back({Add {messageOf<KeyPackage>(package)}});
        for (const QJsonValue &leaf : r["remove"].toArray())
            options.proposals.push_back({Remove {{std::uint32_t(leaf.toInteger())}}});
        options.forcePath = r["path"].toBool();
        auto made = need(group(r["member"]).commit(options, {}, std::nullopt));
        QJsonObject reply = sent(made.commit);
        if (made.welcome)
            reply["welcome"] = textOf(encode(*made.welcome));
        return reply;
    }

    QJsonObject apply(const QJsonObject &r)
    {
        (void)need(group(r["member"]).applyPending());
        return state(group(r["member"]));
    }

    QJsonObject proposeUpdate(const QJsonObject &r) { return sent(need(group(r["member"]).proposeUpdate({}, std::nullopt))); }
    QJsonObject proposeRemove(const QJsonObject &r)
    {
        const LeafIndex leaf {std::uint32_t(r["leaf"].toInteger())};
        return sent(need(group(r["member"]).propose({Remove {leaf}}, {}, std::nullopt)));
    }
    QJsonObject proposeAdd(const QJsonObject &r)
    {
        return sent(need(group(r["member"]).propose({Add {messageOf<KeyPackage>(r["keyPackage"])}}, {}, std::nullopt)));
    }

    QJsonObject seal(const QJsonObject &r)
    {
        const Bytes data = bytesOf(r["data"]);
        return sent(need(group(r["member"]).seal(data, "aad", std::size_t(data.size() % 7))));
    }

    QJsonObject result(const QJsonValue &name, const Message &message)
    {
        Processed processed = need(group(name).process(message, {}, std::nullopt));
        QJsonObject reply;
        if (const auto *application = std::get_if<ApplicationMessage>(&processed)) {
            reply["data"] = textOf(application->data);
        } else if (const auto *changed = std::get_if<EpochChanged>(&processed)) {
            if (!changed->selfRemoved)
                return state(group(name));
            reply["removed"] = true;
            m_members.erase(name.toString());
        }
        return reply;
    }

    QJsonObject process(const QJsonObject &r)
    {
        const Message message = need(decode<Message>(bytesOf(r["message"])));
        QJsonArray results;
        for (const QJsonValue &name : r["members"].toArray()) {
            try {
                results.append(result(name, message));
            } catch (const Refused &refused) {
                results.append(QJsonObject {{QStringLiteral("error"), refused.why}});
            }
        }
        return {{QStringLiteral("results"), results}};
    }

    QJsonObject restore(const QJsonObject &r)
    {
        QJsonArray states;
        for (const QJsonValue &name : r["members"].toArray()) {
            const SecretBytes stored = group(name).serialise();
            member(name).group = need(Group::deserialise(stored.view(), member(name).config));
            states.append(state(group(name)));
        }
        return {{QStringLiteral("states"), states}};
    }

    QJsonObject forget(const QJsonObject &r)
    {
        m_members.erase(r["member"].toString());
        return {};
    }

    std::map<QString, Member> m_members;
};

QJsonObject Peer::answer(const QJsonObject &request)
{
    static const std::map<QString, QJsonObject (Peer::*)(const QJsonObject &)> operations {
        {QStringLiteral("keyPackage"), &Peer::makeKeyPackageFor},
        {QStringLiteral("create"), &Peer::create},
        {QStringLiteral("join"), &Peer::join},
        {QStringLiteral("joinExternally"), &Peer::joinExternally},
        {QStringLiteral("groupInfo"), &Peer::groupInfo},
        {QStringLiteral("commit"), &Peer::commit},
        {QStringLiteral("apply"), &Peer::apply},
        {QStringLiteral("proposeUpdate"), &Peer::proposeUpdate},
        {QStringLiteral("proposeRemove"), &Peer::proposeRemove},
        {QStringLiteral("proposeAdd"), &Peer::proposeAdd},
        {QStringLiteral("seal"), &Peer::seal},
        {QStringLiteral("process"), &Peer::process},
        {QStringLiteral("restore"), &Peer::restore},
        {QStringLiteral("forget"), &Peer::forget},
    };
    const auto operation = operations.find(request["op"].toString());
    if (operation == operations.end())
        throw Refused {QStringLiteral("an unknown operation")};
    return (this->*operation->second)(request);
}

} // namespace

int main()
{
    if (sodium_init() < 0)
        return 1;
    Peer peer;
    for (std::string line; std::getline(std::cin, line);) {
        QJsonObject reply;
        try {
            reply = peer.answer(QJsonDocument::fromJson(QByteArray::fromStdString(line)).object());
        } catch (const Refused &refused) {
            reply = {{QStringLiteral("error"), refused.why}};
        }
        std::cout << QJsonDocument(reply).toJson(QJsonDocument::Compact).constData() << std::endl;
    }
    return 0;
}
