#include "server-stub/load/scenario.h"

#include "server-stub/load/group.h"
#include "server-stub/load/idle.h"
#include "server-stub/load/pairs.h"
#include "server-stub/load/storm.h"

namespace confab::load {

std::unique_ptr<Scenario> Scenario::make(const Options &options, Target &target, Crowd &crowd, Figures &figures)
{
    switch (options.scenario) {
    case ScenarioKind::Pairs:
        return std::make_unique<Pairs>(options, target, crowd, figures);
    case ScenarioKind::Group:
        return std::make_unique<Group>(options, target, crowd, figures);
    case ScenarioKind::Idle:
        return std::make_unique<Idle>(options, target, crowd, figures);
    case ScenarioKind::Storm:
        return std::make_unique<Storm>(options, target, crowd, figures);
    }
    return nullptr;
}

} // namespace confab::load
