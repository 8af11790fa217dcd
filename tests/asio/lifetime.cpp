// What happens to children whose operation does not come to its end.
#include "asio.hpp"

#include <optional>

using namespace subprocess;
using namespace tests;

namespace {

/// A context that can be destroyed earlier than what follows it.
using Context = std::optional<net::io_context>;

} // namespace

TEST_CASE_METHOD(Census, "a context that is destroyed ends its children, and calls no handler") {
    Context context(std::in_place);
    const Gate gate;
    LifeLine line;
    Done done;
    const Options given = passing({line.native_handle()});
    async_run(*context, child("until", 0), stdin_ = gate, capture_output = true, given, done.handler());
    line.given();
    SECTION("before it has run") {}
    SECTION("while it waits") {
        context->poll();
    }
    CHECK(line.alive());
    context.reset();
    line.await_end();
    CHECK_FALSE(done.called);
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a context that is destroyed leaves the child of a Popen alone") {
    Context context(std::in_place);
    Gate gate;
    Popen process(child("until", 0, "exit", 3), stdin_ = gate, stdout_ = PIPE);
    Waited waited;
    Communicated communicated;
    SECTION("async_wait") {
        async_wait(*context, process, waited.handler());
    }
    SECTION("async_communicate") {
        async_communicate(*context, process, communicated.handler());
    }
    context->poll();
    context.reset();
    CHECK(process.poll() == None);
    gate.open();
    CHECK(process.wait() == 3);
    CHECK_FALSE(waited.called);
    CHECK_FALSE(communicated.called);
}

// As a coroutine does.
TEST_CASE_METHOD(Census, "a handler may own the Popen that the operation uses") {
    Context context(std::in_place);
    const Gate gate;
    auto process = std::make_unique<Popen>(child("until", 0), stdin_ = gate, stdout_ = PIPE, tree = true);
    Popen& owned = *process;
    async_communicate(*context, owned, [process = std::move(process)](std::exception_ptr, const Outputs&) {});
    context->poll();
    context.reset();
    CHECK(children() == "");
}
