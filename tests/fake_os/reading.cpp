// Reads with a deadline from a system that gives what the test says.
#include "fake_os/fake_os.hpp"

#include "support/catch.hpp"

#include <subprocess.hpp>

namespace sp = subprocess;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

sp::Popen talker() {
    return sp::Popen({"child"}, sp::stdout_ = sp::PIPE);
}

} // namespace

TEST_CASE_METHOD(WithFakeOs, "a late read takes what a pipe can hold, and not all that a child can write") {
    std::size_t total = 0;
    fake_os().on_read = [&](std::string& bytes, std::size_t size) {
        bytes.append(size, 'z');
        total += size;
        return std::optional<std::size_t>(size);
    };
    sp::Popen process = talker();
    CHECK_THROWS_AS(process.stdout_.readline(sp::timeout = 0), sp::TimeoutExpired);
    CHECK(total == 65536);
    CHECK(process.stdout_.buffered() == 65536);
    CHECK_FALSE(process.stdout_.has_line());
    CHECK(process.stdout_.buffered() == 2 * 65536);
}

TEST_CASE_METHOD(WithFakeOs, "a read that finds its pattern in the buffer does not ask the system") {
    fake_os().on_read = [](std::string& bytes, std::size_t) {
        bytes += "one\ntwo\n";
        return std::optional<std::size_t>(8);
    };
    sp::Popen process = talker();
    CHECK(process.stdout_.readline(sp::timeout = 5) == "one\n");
    fake_os().on_read = [](std::string&, std::size_t) -> std::optional<std::size_t> { throw sp::ValueError("asked"); };
    CHECK(process.stdout_.has_line());
    CHECK(process.stdout_.readline(sp::timeout = 5) == "two\n");
    CHECK_THROWS_AS(process.stdout_.readline(sp::timeout = 5), sp::ValueError);
}

TEST_CASE_METHOD(WithFakeOs, "an error while waiting loses nothing") {
    fake_os().on_read = [](std::string& bytes, std::size_t) {
        if (!bytes.empty())
            throw sp::OSError(std::make_error_code(std::errc::io_error));
        bytes += "part";
        return std::optional<std::size_t>(4);
    };
    sp::Popen process = talker();
    CHECK_THROWS_AS(process.stdout_.read_until(">", sp::timeout = 5), sp::OSError);
    CHECK(process.stdout_.read1() == "part");
}

TEST_CASE_METHOD(WithFakeOs, "a read without a limit waits without one") {
    sp::Popen process = talker();
    CHECK(process.stdout_.read_until(">").index == sp::Found::npos);
    CHECK(fake_os().was_called("read never"));
    CHECK(process.stdout_.readline(sp::timeout = 5) == "");
    CHECK(fake_os().was_called("read later"));
    CHECK(process.stdout_.read1(sp::timeout = 0) == "");
    CHECK(fake_os().was_called("read passed"));
}
