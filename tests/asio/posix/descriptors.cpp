// What a wait does to the descriptors that it waits for.
#include "asio/asio.hpp"

#include <fcntl.h>

using namespace subprocess;
using namespace tests;

namespace {

bool blocks(NativeHandle handle) {
    return handle == detail::no_handle || (fcntl(handle, F_GETFL) & O_NONBLOCK) == 0;
}

} // namespace

// Asio makes whatever it watches non-blocking.
TEST_CASE_METHOD(Census, "descriptors stay blocking while a context waits for them") {
    net::io_context context;
    Gate gate;
    Popen process(child("until", 0), stdin_ = gate, stdout_ = PIPE);
    const NativeHandle output = process.stdout_.native_handle();
    Waited waited;
    Communicated communicated;
    SECTION("async_wait") {
        async_wait(context, process, waited.handler());
    }
    SECTION("async_communicate") {
        async_communicate(context, process, communicated.handler());
    }
    context.poll();
    CHECK(blocks(process.native_handle()));
    CHECK(blocks(output));
    gate.open();
    context.run();
    CHECK(process.returncode == 0);
}
