#pragma once

#include "core/profile/profile_gate.h"

#include <functional>
#include <optional>

namespace confab {

//! The way from a profile folder to an opened profile, as a machine without a picture: asks the gate, says what is to be
//! shown, and takes the user's answers. Never keeps a passphrase. VaultPage shows it.
class VaultFlow : public QObject {
    Q_OBJECT
public:
    enum class Screen {
        Working, //!< nothing to decide; `task` says what is going on
        Choose, //!< New or Plain: how is the key to be kept?
        Unlock, //!< a passphrase is wanted; `task` Unlocking while it is checked
        Trouble, //!< `error` says which
        Aside, //!< the old profile was moved to `asideFolder`
    };
    enum class Task {
        None,
        Looking,
        AskingKeyring,
        Opening, //!< what is not protected
        Unlocking, //!< with a passphrase
        Creating,
        Moving,
        Rotating,
        SettingAside,
    };
    struct View {
        Screen screen = Screen::Working;
        Task task = Task::Looking; //!< None: nothing is under way
        ProfileFacts facts;
        std::optional<GateError> error; //!< of Trouble; of Choose and Unlock what went wrong before
        ProfileWork work;
        bool stopping = false; //!< `cancel` was asked for
        Protection asked; //!< by `choose`
        QString asideFolder;
    };
    enum class Action { Retry, KeepWaiting, UsePassphrase, ChooseAgain, GoOn, StartOver, Quit };

    //! `gate` outlives this.
    explicit VaultFlow(ProfileGate *gate, QObject *parent = nullptr);

    const View &view() const { return m_view; }
    //! What helps with the trouble on screen, the most likely first. Of Unlock: what helps who forgot.
    QList<Action> actions() const;
    bool canCancel() const; //!< what is under way

    void start();
    //! Of an opened profile that no session uses: makes a new key, then opens it again. A failure offers to go on.
    void rotate(const OpenProfilePtr &profile, const QString &passphrase);

    void choose(const Protection &protection, const QString &passphrase);
    void unlock(const QString &passphrase);
    void act(Action action); //!< but Quit, which is the window's
    void cancel();

signals:
    void changed(); //!< `view`
    void opened(const confab::OpenProfilePtr &profile);

private:
    using Asking = std::function<QFuture<GateResult<OpenProfilePtr>>()>;
    void look();
    void inspected(const ProfileFacts &facts);
    void askKeyring();
    void ask(Task task, Screen screen, const Asking &question);
    void answered(Task task, const GateResult<OpenProfilePtr> &answer);
    void failed(Task task, const GateError &error);
    void show(Screen screen, std::optional<GateError> error = {});
    void setAside();

    ProfileGate *m_gate;
    View m_view;
    OpenProfilePtr m_rotating; //!< what to go on with where rotation fails
    bool m_patient = false; //!< a keyring that does not answer is asked again and again
    bool m_wantsPassphrase = false; //!< once the keyring's question has ended
};

} // namespace confab
