#pragma once

#include "app/cli/client.h"

//! Commands about chats and messages.
namespace confab::cli {

CliResult<Done> listChats(Client &client);
CliResult<Done> showHistory(Client &client);
CliResult<Done> sendMessage(Client &client);
CliResult<Done> react(Client &client);
CliResult<Done> editMessage(Client &client);
CliResult<Done> deleteMessage(Client &client);
CliResult<Done> markRead(Client &client);
CliResult<Done> group(Client &client);

} // namespace confab::cli
