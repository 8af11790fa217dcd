// Starts overlap where a child borrows our memory: none of them waits for another.
#include "support/posix/filter.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"
#include "support/starts.hpp"

#if defined(__linux__)
#include <cerrno>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#endif

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(EveryWay, "children are started together in every way") {
    INFO(name());
    Starts starts;
    for (int code = 0; code < 5; ++code)
        starts.add(child("exit", code));
    CHECK(returncodes_of(starts.run()) == "0 1 2 3 4 ");
    starts.add({"/nonexistent"});
    CHECK(thrown<FileNotFoundError>([&] { starts.run(); }).filename == "/nonexistent");
}

#if defined(__linux__)

namespace {

/// Lets no child put its streams in place before all of them want to.
void hold_until_all_are_there(const Handle& listener, std::size_t count) {
    constexpr int milliseconds = 10000;
    std::vector<seccomp_notif> held;
    while (held.size() < count) {
        pollfd fd{listener.get(), POLLIN, 0};
        if (::poll(&fd, 1, milliseconds) <= 0)
            break;
        held.emplace_back();
        control(listener.get(), SECCOMP_IOCTL_NOTIF_RECV, &held.back());
    }
    for (const seccomp_notif& call : held) {
        seccomp_notif_resp response{};
        response.id = call.id;
        response.flags = held.size() == count ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
        response.error = held.size() == count ? 0 : -EINTR; // which is then the error of the start
        control(listener.get(), SECCOMP_IOCTL_NOTIF_SEND, &response);
    }
}

} // namespace

TEST_CASE_METHOD(Census, "children that are started together are on their way at the same time",
                 "[beyond-posix][beyond-qemu]") {
    CHECK(in_fork([] {
              const Forced way({"", SpawnMethod::vfork});
              run(child("exit", 0));
              const Pipe output;
              Starts starts;
              for (int code = 0; code < 4; ++code)
                  starts.add(child("exit", code), detail::no_handle, output.writer.get());
              const Handle listener = listen_for(SYS_dup3);
              std::thread holder([&] { hold_until_all_are_there(listener, 4); });
              const auto processes = starts.run();
              holder.join();
              return returncodes_of(processes);
          }) == "0 1 2 3 ");
}

#endif
