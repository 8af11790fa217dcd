// A client of make's jobserver, which is a semaphore with a name.
#include "process/jobserver.hpp"
#include "support/helpers.hpp"
#include "support/windows/windows.hpp"

#include <optional>
#include <string>

using namespace subprocess;
using namespace tests;
using detail::Jobserver;

namespace {

constexpr int tokens = 3;

class PlayedMake {
public:
    PlayedMake() : m_semaphore(::CreateSemaphoreA(nullptr, tokens, tokens, name().c_str())) {
        CHECK(m_semaphore.get() != nullptr);
    }

    static std::string name() { return "gmake_semaphore_" + std::to_string(own_pid()); }
    static std::string flags() { return " -j4 --jobserver-auth=" + name(); }

    int take_all() const {
        int count = 0;
        while (::WaitForSingleObject(m_semaphore.get(), 0) == WAIT_OBJECT_0)
            ++count;
        return count;
    }

private:
    Handle m_semaphore;
};

} // namespace

TEST_CASE_METHOD(Census, "a client takes the tokens of a semaphore and gives all of them back", "") {
    const PlayedMake make;
    {
        std::optional<Jobserver> client = Jobserver::open(PlayedMake::flags());
        REQUIRE(client.has_value());
        CHECK(client->handle() == detail::no_handle);
        for (int i = 0; i < tokens; ++i)
            CHECK(client->try_acquire());
        CHECK_FALSE(client->try_acquire());
        client->release();
        CHECK(client->held() == 2);
    }
    CHECK(make.take_all() == tokens);
}

TEST_CASE_METHOD(Census, "a jobserver of a make that is not of Windows cannot be used", "") {
    Listener listener;
    CHECK_FALSE(Jobserver::open("-j4 --jobserver-auth=fifo:/tmp/GMfifo1").has_value());
    CHECK_FALSE(Jobserver::open("-j4 --jobserver-auth=3,4").has_value());
    CHECK_THAT(listener.heard, ContainsSubstring("3,4"));
}
