#include "os/ask.hpp"

#include <signal.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

struct Name {
    int number;
    std::string_view name;
};

constexpr Name names[] = {
    {SIGHUP, "SIGHUP"},       {SIGINT, "SIGINT"},   {SIGQUIT, "SIGQUIT"}, {SIGILL, "SIGILL"},
    {SIGTRAP, "SIGTRAP"},     {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},
    {SIGKILL, "SIGKILL"},     {SIGUSR1, "SIGUSR1"}, {SIGSEGV, "SIGSEGV"}, {SIGUSR2, "SIGUSR2"},
    {SIGPIPE, "SIGPIPE"},     {SIGALRM, "SIGALRM"}, {SIGTERM, "SIGTERM"}, {SIGCHLD, "SIGCHLD"},
    {SIGCONT, "SIGCONT"},     {SIGSTOP, "SIGSTOP"}, {SIGTSTP, "SIGTSTP"}, {SIGTTIN, "SIGTTIN"},
    {SIGTTOU, "SIGTTOU"},     {SIGURG, "SIGURG"},   {SIGXCPU, "SIGXCPU"}, {SIGXFSZ, "SIGXFSZ"},
    {SIGVTALRM, "SIGVTALRM"}, {SIGPROF, "SIGPROF"}, {SIGSYS, "SIGSYS"},
#if defined(SIGWINCH)
    {SIGWINCH, "SIGWINCH"},
#endif
#if defined(SIGIO)
    {SIGIO, "SIGIO"},
#endif
#if defined(SIGPWR)
    {SIGPWR, "SIGPWR"},
#endif
#if defined(SIGSTKFLT)
    {SIGSTKFLT, "SIGSTKFLT"},
#endif
};

#if defined(SIGRTMIN)

std::string_view realtime_name(int returncode) {
    return returncode == -SIGRTMIN ? "SIGRTMIN" : returncode == -SIGRTMAX ? "SIGRTMAX" : "";
}

#else

std::string_view realtime_name(int) {
    return {};
}

#endif

} // namespace

bool is_signal(int returncode) noexcept {
    return returncode < 0;
}

std::string_view signal_name(int returncode) noexcept {
    const auto is_of = [returncode](const Name& name) { return -name.number == returncode; };
    const auto found = std::find_if(std::begin(names), std::end(names), is_of);
    return found != std::end(names) ? found->name : realtime_name(returncode);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
