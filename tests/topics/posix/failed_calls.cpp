// System calls that fail although nothing is wrong, for lack of memory or because of a disk. tests/faults lets each of
// them fail; here are those that have gone wrong.
#include "support/posix/filter.hpp"
#include "support/posix/helpers.hpp"

#if defined(__linux__)

#include "os/process.hpp"
#include "os/start.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;
namespace os = subprocess::detail::os;

namespace {

/// What fstat() calls where it does not call the one of its name.
#ifdef SYS_newfstatat
const SystemCall other_fstat{"newfstatat", SYS_newfstatat};
#else // 32 bits
const SystemCall other_fstat{"statx", SYS_statx};
#endif

} // namespace

TEST_CASE_METHOD(Census, "the error of a failed read is thrown, and not that of the look for a terminal",
                 "[beyond-qemu]") {
    CHECK(in_fork([] {
              Popen process(child("until", 0), stdin_ = PIPE, stdout_ = PIPE);
              refuse({{"read", SYS_read}}, EIO);
              return word(thrown<OSError>([&] { process.stdout_.read(1); }).code().value());
          }) == word(EIO));
}

TEST_CASE_METHOD(Census, "an exit handle is closed although the system cannot tell what it is",
                 "[beyond-posix][beyond-qemu]") {
    CHECK(in_fork([] {
              int handle = -1, code = 0;
              {
                  Popen process(child("exit", 3));
                  handle = process.native_handle();
                  refuse({{"fstat", SYS_fstat}, other_fstat}, ENOMEM);
                  code = process.wait();
              }
              return word(code) + (::fcntl(handle, F_GETFD) == -1 ? "closed" : "open");
          }) == "3closed");
}

TEST_CASE_METHOD(Census, "a tree is ended although its supervisor cannot be told",
                 "[tree][beyond-posix][beyond-qemu]") {
    const Gate gate;
    CHECK(in_fork([&] {
              {
                  const Popen process(child("until", 0), subprocess::tree = true, stdin_ = gate);
                  refuse({{"write of a byte", SYS_write, 2, ~0U, 1}, {"pwritev2", SYS_pwritev2}}, ENOMEM);
              }
              return children();
          }) == "");
}

TEST_CASE_METHOD(Census,
                 "the child of a start that is not finished is ended although the system refuses signals by pidfds",
                 "[beyond-posix][beyond-qemu]") {
    const Gate gate; // stays closed: the child does not end by itself
    CHECK(in_fork([&] {
              ::alarm(10);
              const std::vector<std::string> words = child("until", 0);
              os::Start start(words);
              start.stdio[detail::Stdio::in] = gate.native_handle();
              refuse({{"pidfd_send_signal", 424}}, ENOSYS);
              os::begin_spawn(start).reset();
              return children();
          }) == "");
}

#endif
