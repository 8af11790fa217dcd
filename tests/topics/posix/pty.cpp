// pty: a child with a terminal of its own.
#include "support/posix/helpers.hpp"
#include "support/posix/terminals.hpp"
#include "support/posix/ways.hpp"

#include <algorithm>
#include <csignal>
#include <optional>
#include <vector>

#include <sys/resource.h>
#if defined(__linux__)
#include <sched.h>
#include <sys/mount.h>
#endif
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

template <class... K> std::string refusal_of(K&&... keywords) {
    return text_of<ValueError>([&] { run(child("exit", 0), std::forward<K>(keywords)...); });
}

} // namespace

// The start -----------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWay, "pty gives a child a terminal that controls its session", "") {
    INFO(name());
    CHECK(shown_by(child("terminal", 1), pty = true) == "24x80 echo lines controls foreground owned");
    CHECK(shown_by(child("terminals"), pty = true) == "012");
    CHECK(shown_by(child("terminal", 0), pty = true, start_new_session = true, cwd = "/", umask_ = 022) ==
          "24x80 echo lines controls foreground owned");
}

TEST_CASE_METHOD(Census, "a terminal has its size and its modes before the program starts", "") {
    CHECK(shown_by(child("terminal", 1), pty = Pty{50, 132}) == "50x132 echo lines controls foreground owned");
    CHECK(shown_by(child("terminal", 1), pty = Pty{1, 65535, false}) == "1x65535 lines controls foreground owned");
    CHECK(shown_by(child("terminal", 1), pty = raw_pty) == "24x80 controls foreground owned");
}

TEST_CASE_METHOD(Census, "pty can be false, None, an optional, and a field of Options", "") {
    CHECK(check_output(child("terminals"), stdin_ = DEVNULL, stderr_ = DEVNULL, pty = false) == "---");
    CHECK(check_output(child("terminals"), stdin_ = DEVNULL, stderr_ = DEVNULL, pty = None) == "---");
    CHECK(check_output(child("terminals"), pty = std::optional<Pty>(silent_pty)) == "012");
    Options options;
    options.pty = Pty{5, 6};
    const Options copy = options;
    options.pty = true;
    CHECK(shown_by(child("terminal", 1), copy) == "5x6 echo lines controls foreground owned");
    CHECK(shown_by(child("terminal", 1), options) == "24x80 echo lines controls foreground owned");
    CHECK(shown_by(child("terminal", 1), options, pty = Pty{7, 8}) == "7x8 echo lines controls foreground owned");
}

TEST_CASE_METHOD(EveryWay, "the signals of a terminal have their default actions in its child", "") {
    INFO(name());
    const std::string ignored = in_fork([] {
        for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGUSR1})
            std::signal(number, SIG_IGN);
        return std::string(run(child("signals"), pty = true).stdout_);
    });
    CHECK(ignored == ": " + std::to_string(SIGUSR1));
}

TEST_CASE_METHOD(Census, "a terminal is owned by the user of its child", "") {
    if (::geteuid() != 0)
        TESTS_SKIP("only root may do that");
    constexpr unsigned somebody = 54321;
    for (const bool has_tree : {false, true})
        CHECK(shown_by(child("terminal", 1), pty = true, user_ = somebody, tree = has_tree) ==
              "24x80 echo lines controls foreground owned");
}

TEST_CASE_METHOD(Census, "a size that no terminal has is refused by name", "") {
    CHECK(refusal_of(pty = Pty{0, 0}) == "a terminal has from 1 to 65535 rows, not 0");
    CHECK(refusal_of(pty = Pty{24, 65536}) == "a terminal has from 1 to 65535 columns, not 65536");
    CHECK(refusal_of(pty = Pty{-1, 80}) == "a terminal has from 1 to 65535 rows, not -1");
}

TEST_CASE_METHOD(Census, "keywords that make no sense with pty are refused by name", "") {
    CHECK(refusal_of(pty = true, process_group = 0) ==
          "pty and process_group may not both be used: with a terminal the child leads a session");
    const char* const unread = "with pty, stdout_ or stderr_ must be the terminal: nobody would read what it shows";
    CHECK(refusal_of(pty = true, stdout_ = PIPE, stderr_ = PIPE) == unread);
    CHECK(refusal_of(pty = true, stdout_ = DEVNULL, stderr_ = STDOUT) == unread);
}

TEST_CASE_METHOD(Census, "a failed start leaves no terminal", "") {
    CHECK_THROWS_AS(run({"no such program"}, pty = true), FileNotFoundError);
    CHECK_THROWS_AS(run(child("exit", 0), pty = true, cwd = "no such folder"), FileNotFoundError);
}

// The program's life --------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a program that closes its terminal before it ends is not hung up", "") {
    auto [reader, writer] = subprocess::pipe();
    const int go_on = reader.fileno();
    Popen p(child("to", 1, "x", "close", 0, "close", 1, "close", 2, "until", go_on, "exit", 7), pty = true,
            pass_fds = {go_on});
    while (!p.stdout_.closed())
        CHECK_THROWS_AS(p.communicate(timeout = moment), TimeoutExpired);
    writer.close();
    CHECK(p.communicate().stdout_ == "x");
    CHECK(p.returncode == 7);
}

TEST_CASE_METHOD(Census, "everything that a program writes before it ends is read", "") {
    for (int i = often(50); i > 0; --i)
        CHECK(run(child("repeat", 1, 3000, "0123456789"), pty = raw_pty).stdout_.size() == 30000);
}

TEST_CASE_METHOD(Census, "a Popen that is destroyed hangs up its program, though we ignore SIGHUP", "") {
    const std::string result = in_fork([] {
        std::signal(SIGHUP, SIG_IGN);
        const Popen waits(child("to", 1, "x", "until", 2), pty = true); // a terminal's stderr is not at its end
        return std::string("started");
    });
    CHECK(result == "started");
}

TEST_CASE_METHOD(Census, "a terminal that we close hangs up a program that still runs", "") {
    Popen p(child("to", 1, "ready", "until", 0, "until", 0), pty = true);
    CHECK(p.stdout_.read(5) == "ready");
    p.stdout_.close();
    CHECK(p.communicate().stdout_ == ""); // types the end, which ends one until, and closes stdin_
    CHECK(p.returncode == -SIGHUP);
}

TEST_CASE_METHOD(Census, "what is typed as Ctrl-C interrupts the program, with a tree, too", "") {
    for (const bool has_tree : {false, true}) {
        Popen p(child("to", 1, "ready", "until", 2), pty = true, tree = has_tree);
        CHECK(p.stdout_.read(5) == "ready");
        p.stdin_.write("\x03");
        p.stdin_.flush();
        CHECK(p.stdout_.read() == "^C");
        CHECK(p.wait(time_to_hang) == -SIGINT);
    }
}

TEST_CASE_METHOD(Census, "a terminal belongs to the program of a tree, not to its supervisor", "") {
    const std::vector<std::string> command = child("terminal", 1, "fork", "until", 2, "parent", "exit", 4);
    const CompletedProcess r = run(command, pty = true, tree = true, timeout = time_to_hang);
    CHECK(r.stdout_ == "24x80 echo lines controls foreground owned");
    CHECK(r.returncode == 4);
}

TEST_CASE_METHOD(Census, "resize changes the size, and tells the program", "") {
    Popen p(child("on", SIGWINCH, "terminal", 1, "to", 1, "\n", "then", "to", 1, "ready\n", "nest", 1, "until", 2),
            pty = Pty{24, 80, false});
    CHECK(p.stdout_.readline() == "ready\r\n");
    p.resize(30, 100);
    CHECK(p.stdout_.readline(timeout = time_to_hang).substr(0, 12) == "30x100 lines");
    p.stdout_.close();
    p.resize(31, 101); // by the other stream
    p.stdin_.close();
    CHECK(text_of<ValueError>([&] { p.resize(1, 1); }) == "the child's terminal is closed");
    CHECK(text_of<ValueError>([&] { p.resize(0, 1); }) == "a terminal has from 1 to 65535 rows, not 0");
}

TEST_CASE_METHOD(Census, "resize needs a terminal", "") {
    Popen p(child("until", 0), stdin_ = PIPE, stdout_ = PIPE);
    CHECK(text_of<ValueError>([&] { p.resize(1, 1); }) == "only a child with a terminal can be resized: pty = true");
}

TEST_CASE_METHOD(Census, "a start that finds no free terminal names where the limit is", "") {
#if defined(__linux__)
    const std::string terminals = folder().string();
    const std::string result = in_fork([&] {
        const bool is_set_up =
            ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
            ::mount("devpts", terminals.c_str(), "devpts", 0, "newinstance,ptmxmode=0666,max=1") == 0 &&
            ::mount((terminals + "/ptmx").c_str(), "/dev/ptmx", nullptr, MS_BIND, nullptr) == 0 &&
            ::mount(terminals.c_str(), "/dev/pts", nullptr, MS_BIND, nullptr) == 0;
        if (!is_set_up)
            return std::string("not permitted");
        const Popen first(child("until", 0), pty = true);
        return text_of<OSError>([&] { run(child("exit", 0), pty = true); });
    });
    if (result == "not permitted")
        TESTS_SKIP("only root may mount terminals");
    CHECK(result == "[Errno 28] No space left on device: '/proc/sys/kernel/pty/max'");
#endif
}

TEST_CASE_METHOD(Census, "hundreds of terminals can be open at once", "") {
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit all = before;
    all.rlim_cur = before.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &all);
    constexpr rlim_t fds_of_each = 4;
    const auto count = static_cast<int>(std::min<rlim_t>(500, (all.rlim_cur - 50) / fds_of_each));
    {
        std::vector<Popen> children;
        try {
            for (int i = 0; i < count; ++i)
                children.emplace_back(child("to", 1, "x", "until", 0), pty = silent_pty);
        } catch (const OSError& error) { // others have the rest
            CHECK(error.filename == "/proc/sys/kernel/pty/max");
        }
        for (Popen& p : children)
            CHECK(p.communicate().stdout_ == "x");
    }
    ::setrlimit(RLIMIT_NOFILE, &before);
}

TEST_CASE_METHOD(Census, "a program that has closed its terminal is hung up by the destructor of its Popen", "") {
    auto [reader, writer] = subprocess::pipe();
    const int go_on = reader.fileno();
    {
        Popen p(child("close", 0, "close", 1, "close", 2, "until", go_on), pty = true, pass_fds = {go_on});
        while (!p.stdout_.closed())
            CHECK_THROWS_AS(p.communicate(timeout = moment), TimeoutExpired);
    }
    CHECK(children() == "");
}
