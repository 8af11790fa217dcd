// Everything that is opened is closed in the right order, and nothing is opened too early. WithFakeOs counts the
// handles.
#include "fake_os/fake_os.hpp"

#include "process/abandoned.hpp"
#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

namespace sp = subprocess;
using tests::fake_os;
using tests::number_of;
using tests::WithFakeOs;

namespace {

[[noreturn]] void fail(std::errc reason) {
    sp::detail::throw_os_error(std::make_error_code(reason), "subject");
}

} // namespace

TEST_CASE_METHOD(WithFakeOs, "a refused request opens nothing", "[py-1]") {
    fake_os().on_validate = [](const sp::detail::os::Start&) { throw sp::ValueError("no"); };
    CHECK_THROWS_AS(sp::run({"child"}, sp::capture_output = true), sp::ValueError);
    CHECK(fake_os().calls == std::vector<std::string>{"validate"});
}

TEST_CASE_METHOD(WithFakeOs, "an audit hook that throws stops the start before anything is opened") {
    sp::set_audit_hook([](const sp::AuditEvent&, void*) { throw sp::ValueError("not today"); }, nullptr);
    CHECK_THROWS_WITH(sp::run({"child"}, sp::capture_output = true), "not today");
    sp::set_audit_hook(nullptr, nullptr);
    CHECK(fake_os().calls == std::vector<std::string>{"validate"});
}

TEST_CASE_METHOD(WithFakeOs, "a failure to open a pipe closes the earlier pipes", "[py-27]") {
    fake_os().on_open_pipe = [] {
        if (fake_os().open_handles.size() == 4)
            fail(std::errc::too_many_files_open);
    };
    CHECK_THROWS_AS(sp::run({"child"}, sp::input = "", sp::capture_output = true), sp::OSError);
    CHECK_FALSE(fake_os().was_called("spawn"));
}

TEST_CASE_METHOD(WithFakeOs, "a failed start closes everything exactly once", "[py-26]") {
    fake_os().on_spawn = [](const sp::detail::os::Start&) { fail(std::errc::no_such_file_or_directory); };
    CHECK_THROWS_AS(sp::run({"child"}, sp::input = "", sp::stdout_ = sp::PIPE, sp::stderr_ = sp::DEVNULL),
                    sp::FileNotFoundError);
    for (int handle = 3; handle <= fake_os().last_handle; ++handle) {
        const std::string close = "close " + std::to_string(handle);
        CHECK(std::count(fake_os().calls.begin(), fake_os().calls.end(), close) == 1);
    }
    CHECK_FALSE(fake_os().was_called("wait never"));
}

TEST_CASE_METHOD(WithFakeOs, "the child's ends are closed before the first byte is read", "[py-72]") {
    sp::run({"child"}, sp::stdout_ = sp::PIPE);
    CHECK(fake_os().position_of("spawn") < fake_os().position_of("close 4"));
    CHECK(fake_os().position_of("close 4") < fake_os().position_of("exchange never"));
}

TEST_CASE_METHOD(WithFakeOs, "the null device is opened once for all streams", "[py-56]") {
    fake_os().on_spawn = [](const sp::detail::os::Start& request) {
        for (const sp::NativeHandle handle : request.stdio)
            CHECK(number_of(handle) == 3);
    };
    sp::run({"child"}, sp::stdin_ = sp::DEVNULL, sp::stdout_ = sp::DEVNULL, sp::stderr_ = sp::DEVNULL);
    CHECK(fake_os().last_handle == 3);
}

TEST_CASE_METHOD(WithFakeOs, "STDOUT uses the same handle for both streams", "[py-59][py-60]") {
    fake_os().on_spawn = [](const sp::detail::os::Start& request) {
        CHECK(request.stdio[sp::detail::Stdio::err] == request.stdio[sp::detail::Stdio::out]);
    };
    sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::stderr_ = sp::STDOUT);
    fake_os().on_spawn = [](const sp::detail::os::Start& request) {
        CHECK(request.stdio[sp::detail::Stdio::out] == sp::detail::no_handle);
        CHECK(number_of(request.stdio[sp::detail::Stdio::err]) == 1);
    };
    sp::run({"child"}, sp::stderr_ = sp::STDOUT);
}

TEST_CASE_METHOD(WithFakeOs, "the destructor closes stdout, stderr and stdin, and then waits", "[py-192]") {
    {
        sp::Popen child({"child"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE, sp::stderr_ = sp::PIPE);
        child.stdin_.write("last words");
        fake_os().calls.clear();
    }
    CHECK(fake_os().calls == std::vector<std::string>{"close 5", "close 7", "exchange never", "write last words",
                                                      "close 3", "wait never"});
}

TEST_CASE_METHOD(WithFakeOs, "an error during the exchange kills the child and is thrown", "[py-178]") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange&) -> bool { fail(std::errc::io_error); };
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::PIPE), sp::OSError);
    CHECK(fake_os().position_of("exchange never") < fake_os().calls.size());
}

TEST_CASE_METHOD(WithFakeOs, "assigning to a Popen first ends its old child") {
    sp::Popen first({"first"}, sp::stdout_ = sp::PIPE);
    fake_os().calls.clear();
    first = sp::Popen({"second"}, sp::stdout_ = sp::PIPE);
    CHECK(fake_os().was_called("close 3"));
    CHECK(fake_os().position_of("close 3") < fake_os().position_of("wait never"));
    CHECK_FALSE(first.stdout_.closed());
}

TEST_CASE_METHOD(WithFakeOs, "a child of which detach cannot tell whether it has ended is reaped later") {
    sp::Popen process({"child"});
    fake_os().on_wait = [](sp::detail::Deadline) -> std::optional<int> {
        sp::detail::throw_os_error(std::make_error_code(std::errc::not_enough_memory));
    };
    process.detach();
    CHECK(sp::detail::abandoned_count() == 1);
    fake_os().on_wait = nullptr;
    sp::cleanup();
    CHECK(sp::detail::abandoned_count() == 0);
}

TEST_CASE_METHOD(WithFakeOs, "detach never waits, and cleanup reaps the child later", "[lesson-57][py-196][py-197]") {
    fake_os().on_wait = [](sp::detail::Deadline) { return std::optional<int>(); };
    CHECK(sp::Popen({"child"}).detach() == 4711);
    CHECK_FALSE(fake_os().was_called("wait never"));
    fake_os().on_wait = nullptr;
    fake_os().calls.clear();
    sp::run({"another"});
    CHECK(fake_os().calls.front() == "wait passed");
}
