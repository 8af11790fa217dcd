#include "fake_call.hpp"

#include <subprocess/args.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail {

FakeCall call_of(const os::Start& start) {
    FakeCall call;
    const std::vector<std::string>& words = start.command.words;
    call.command = start.command.is_string ? Command(Args(words.front())) : Command(Args(words));
    call.shell = start.command.shell;
    call.cwd = start.cwd;
    call.env = start.environment;
    return call;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
