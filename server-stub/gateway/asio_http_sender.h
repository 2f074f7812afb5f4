#pragma once

#include "server-stub/services/http_sender.h"

#include <memory>

namespace confab::server {

//! Webhooks over Asio and Beast on a thread of their own. Certificates are checked against the system's roots and the
//! host's name; the connection goes to exactly the address that was checked, so a name cannot point elsewhere between
//! the check and the request.
class AsioHttpSender final : public HttpSender {
public:
    AsioHttpSender();
    ~AsioHttpSender() override; //!< stops

    void resolve(const QString &host, std::function<void(std::vector<IpAddress>)> done) override;
    void post(HttpPost post, std::function<void(int status)> done) override;

    //! Ends what is under way; its callbacks run with a failure. Later calls fail at once.
    void stop();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::server
