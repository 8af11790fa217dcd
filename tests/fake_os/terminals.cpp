// A terminal in place of pipes. WithFakeOs counts the handles.
#include "fake_os/fake_os.hpp"

#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <string>
#include <vector>

namespace sp = subprocess;
using tests::fake_os;
using tests::WithFakeOs;

TEST_CASE_METHOD(WithFakeOs, "a terminal is opened once, for all streams, and no pipe") {
    sp::run({"child"}, sp::pty = sp::Pty{10, 20}, sp::input = "typed");
    CHECK(fake_os().was_called("open_terminal 10x20"));
    CHECK_FALSE(fake_os().was_called("open_pipe read"));
    CHECK_FALSE(fake_os().was_called("open_pipe write"));
    CHECK(fake_os().position_of("close 4") < fake_os().position_of("exchange never")); // the child's side
}

TEST_CASE_METHOD(WithFakeOs, "both sides of a terminal are closed after a failed start") {
    fake_os().on_spawn = [](const sp::detail::os::Start& start) {
        CHECK(start.terminal->size.rows == 24);
        for (const sp::detail::Stdio stream : sp::detail::all_stdio)
            CHECK(start.is_terminal[stream]);
        sp::detail::throw_os_error(std::make_error_code(std::errc::no_such_file_or_directory), "subject");
    };
    CHECK_THROWS_AS(sp::run({"child"}, sp::pty = true), sp::FileNotFoundError);
    CHECK(fake_os().open_handles.empty());
}

TEST_CASE_METHOD(WithFakeOs, "a terminal of a wrong size is refused before anything is opened") {
    CHECK_THROWS_AS(sp::run({"child"}, sp::pty = sp::Pty{0, 0}), sp::ValueError);
    CHECK(fake_os().calls.empty());
}

TEST_CASE_METHOD(WithFakeOs, "resize goes to our side of the terminal") {
    sp::Popen p({"child"}, sp::pty = true);
    p.resize(1, 2);
    CHECK(fake_os().was_called("resize 3"));
}

TEST_CASE_METHOD(WithFakeOs, "a Popen hangs up after it has closed its streams, and before it waits") {
    { const sp::Popen p({"child"}, sp::pty = true); }
    CHECK(fake_os().open_handles.empty());
    CHECK(fake_os().position_of("close 5") < fake_os().position_of("hang_up"));
    CHECK(fake_os().position_of("hang_up") < fake_os().position_of("wait never"));
}

TEST_CASE_METHOD(WithFakeOs, "communicate hangs up when all streams are closed, but not while one is open") {
    sp::Popen p({"child"}, sp::pty = true);
    fake_os().on_exchange = [](const sp::detail::os::Exchange&) { return true; }; // leaves stdin_ open
    p.communicate();
    CHECK_FALSE(fake_os().was_called("hang_up"));
    fake_os().on_exchange = nullptr;
    p.communicate();
    CHECK(fake_os().position_of("hang_up") < fake_os().calls.size());
}

TEST_CASE_METHOD(WithFakeOs, "what is typed has Enter in place of a newline, if that is another key") {
    fake_os().enter_key = '\r';
    fake_os().line_end = "\r\n";
    sp::Popen typist({"child"}, sp::pty = true, sp::text = true);
    typist.stdin_.write("one\ntwo\n");
    typist.stdin_.flush();
    CHECK(fake_os().was_called("write one\rtwo\r"));

    std::string typed;
    fake_os().on_exchange = tests::sending_to(typed);
    const std::string lines(3000, '\n');
    typist.communicate(std::string(lines).append("three"));
    CHECK(typed == std::string(3000, '\r').append("three(line)(end)"));

    typed.clear();
    sp::run({"child"}, sp::pty = true, sp::text = true, sp::stdin_ = std::vector<std::string>{"one\n", "two"});
    CHECK(typed == "one\rtwo(line)(end)");
}
