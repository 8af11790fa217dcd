#include "fake_call.hpp"

#include <subprocess/args.hpp>
#include <subprocess/command.hpp>

#include <optional>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// With the secrets hidden: what a test prints and a recording keeps is read by others.
FakeCall call_of(const os::Start& start) {
    FakeCall call;
    const std::vector<std::string>& words = *start.command.shown;
    call.command = start.command.is_string ? Command(Args(words.front())) : Command(Args(words));
    call.shell = start.command.shell;
    call.cwd = start.cwd;
    call.env = start.environment;
    if (start.shown_environment != nullptr)
        call.env = *start.shown_environment;
    return call;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
