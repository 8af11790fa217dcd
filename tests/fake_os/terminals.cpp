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
        CHECK((start.is_terminal[sp::detail::Stdio::out] && start.is_terminal[sp::detail::Stdio::in]));
        CHECK_FALSE(start.is_terminal[sp::detail::Stdio::err]); // which goes where stdout goes
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
