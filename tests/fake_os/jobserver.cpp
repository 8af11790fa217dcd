// Tokens of a jobserver, when the system fails.
#include "fake_os/fake_os.hpp"

#include "process/jobserver.hpp"
#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <optional>
#include <string>

namespace sp = subprocess;
using sp::detail::Jobserver;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

[[noreturn]] void fail_to_use_tokens() {
    sp::detail::throw_os_error(std::make_error_code(std::errc::io_error), "jobserver");
}

std::optional<Jobserver> client_with(int tokens) {
    std::optional<Jobserver> client = Jobserver::open();
    REQUIRE(client);
    while (tokens-- > 0)
        CHECK(client->try_acquire());
    return client;
}

} // namespace

TEST_CASE_METHOD(WithFakeOs, "the jobserver is the one in the environment of this process") {
    fake_os().environment = {"MAKEFLAGS_OLD=--jobserver-auth=1,2", "MAKEFLAGS=k -j4 --jobserver-auth=3,4", "A=b"};
    CHECK(Jobserver::open());
    CHECK(fake_os().was_called("open_token_pool 3,4"));
    fake_os().environment = {"A=b"};
    CHECK_FALSE(Jobserver::open());
}

TEST_CASE_METHOD(WithFakeOs, "a token that could not be given back is given back later") {
    fake_os().environment = {"MAKEFLAGS=--jobserver-auth=3,4"};
    fake_os().tokens = "ab";
    {
        auto client = client_with(2);
        fake_os().on_put_back = fail_to_use_tokens;
        CHECK_THROWS_AS(client->release(), sp::OSError);
        CHECK(client->held() == 2);
        fake_os().on_put_back = nullptr;
    }
    CHECK(fake_os().tokens == "ba");
}

TEST_CASE_METHOD(WithFakeOs, "a destructor that cannot give one token back gives the others back") {
    fake_os().environment = {"MAKEFLAGS=--jobserver-auth=3,4"};
    fake_os().tokens = "abc";
    {
        const auto client = client_with(3);
        fake_os().on_put_back = [] {
            fake_os().on_put_back = nullptr;
            fail_to_use_tokens();
        };
    }
    CHECK(fake_os().tokens == "ba");
}

TEST_CASE_METHOD(WithFakeOs, "an error while a token is taken leaves the others") {
    fake_os().environment = {"MAKEFLAGS=--jobserver-auth=3,4"};
    fake_os().tokens = "ab";
    {
        auto client = client_with(1);
        fake_os().on_take = fail_to_use_tokens;
        CHECK_THROWS_AS(client->try_acquire(), sp::OSError);
        CHECK(client->held() == 1);
    }
    CHECK(fake_os().tokens == "ba");
}
