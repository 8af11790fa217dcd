// Programs that are executed while they are open for writing.
#include "support/helpers.hpp"
#include "support/posix/ways.hpp"

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

/// A program that is open for writing until the first child of this process ends.
class Busy {
public:
    explicit Busy(const std::filesystem::path& path) : m_path(path), m_before(std::signal(SIGCHLD, &close_writer)) {
        std::filesystem::copy_file(STATIC_CHILD, path);
        writer = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;
    ~Busy() {
        std::signal(SIGCHLD, m_before);
        close_writer(0);
        set_text_busy(TextBusy::retry);
    }

    const std::string& program() const { return m_path; }

private:
    static void close_writer(int) {
        if (writer != -1)
            ::close(writer);
        writer = -1;
    }

    static volatile std::sig_atomic_t writer;
    std::string m_path;
    void (*m_before)(int);
};

volatile std::sig_atomic_t Busy::writer = -1;

/// False on Linux 6.11 and 6.12, which execute files that are open for writing.
bool does_the_system_care(const std::filesystem::path& path) {
    std::filesystem::copy_file(STATIC_CHILD, path);
    const Handle writer(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    try {
        run({path});
    } catch (const OSError& error) {
        return error.code().value() == ETXTBSY;
    }
    return false;
}

} // namespace

TEST_CASE_METHOD(EveryWay, "a start is retried while the program is busy") {
    INFO(name());
    const Busy busy(folder() / "program");
    CHECK(run({busy.program()}).returncode == 0);
}

TEST_CASE_METHOD(Census, "a program that stays busy is finally an error with its name") {
    if (!does_the_system_care(folder() / "other"))
        TESTS_SKIP("a file that is open for writing can be executed here");
    const auto program = folder() / "program";
    std::filesystem::copy_file(STATIC_CHILD, program);
    const Handle writer(::open(program.c_str(), O_WRONLY | O_CLOEXEC));
    const auto error = thrown<OSError>([&] { run({program}); });
    CHECK(error.code().value() == ETXTBSY);
    CHECK(error.filename == program);
}

TEST_CASE_METHOD(Census, "a busy program is not retried when retrying is switched off", "[beyond-posix]") {
    if (!does_the_system_care(folder() / "other"))
        TESTS_SKIP("a file that is open for writing can be executed here");
    const Busy busy(folder() / "program");
    set_text_busy(TextBusy::fail);
    CHECK(thrown<OSError>([&] { run({busy.program()}); }).code().value() == ETXTBSY);
}

TEST_CASE_METHOD(Census, "a busy program is not retried with preexec_fn, which would run twice") {
    if (!does_the_system_care(folder() / "other"))
        TESTS_SKIP("a file that is open for writing can be executed here");
    const Busy busy(folder() / "program");
    CHECK(thrown<OSError>([&] {
              run(
                  {busy.program()}, preexec_fn = [] {});
          })
              .code()
              .value() == ETXTBSY);
}
