#include "support/census.hpp"

namespace tests {

std::string differences(const Findings& before, const Findings& after) {
    std::string text;
    for (const auto& [name, was] : before) {
        const auto now = after.find(name);
        if (now == after.end())
            text += name + " is gone, it was " + was + '\n';
        else if (now->second != was)
            text += name + " was " + was + " and is " + now->second + '\n';
    }
    for (const auto& [name, is] : after)
        if (before.count(name) == 0)
            text += name + " is new: " + is + '\n';
    return text;
}

} // namespace tests
