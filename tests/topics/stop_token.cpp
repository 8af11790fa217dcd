// cancel = a std::stop_token. This file is compiled as C++20.
#include "support/helpers.hpp"

#include <subprocess/stop_token.hpp>

#if defined(__cpp_lib_jthread)

#include <thread>

using namespace subprocess;
using namespace tests;

namespace {

/// Runs `work(token)` in a thread, and requests its stop when the child has said that it is ready.
template <class Work> void stopped(const Pipe& ready, Work work) {
    std::jthread worker(work);
    CHECK(ready.read() == "ready");
    worker.request_stop();
}

} // namespace

TEST_CASE_METHOD(Census, "a std::stop_token cancels run and communicate") {
    const Gate gate;
    const Pipe ready;
    const auto command = child("to", ready.writer.get(), "ready", "until", 0);
    const Options given = passing({ready.writer.get()});
    int cancelled = 0;
    stopped(ready, [&](std::stop_token token) {
        try {
            run(command, stdin_ = gate, cancel = token, given);
        } catch (const Cancelled&) {
            ++cancelled;
        }
    });
    Popen process(command, stdin_ = gate, given);
    stopped(ready, [&](std::stop_token token) {
        try {
            process.communicate(cancel = std::optional(std::move(token)));
        } catch (const Cancelled&) {
            ++cancelled;
        }
    });
    CHECK(cancelled == 2);
    process.kill();
}

TEST_CASE_METHOD(Census, "an Options has its own copy of a std::stop_token") {
    Options options;
    {
        std::stop_source source;
        options.cancel = source.get_token();
        const Options before = options;
        CHECK(call(child("exit", 3), before) == 3);
        source.request_stop();
        CHECK_THROWS_AS(call(child("exit", 3), before), Cancelled);
    }
    Options copy;
    copy = options;
    options.cancel = None;
    CHECK_THROWS_AS(call(child("exit", 3), copy), Cancelled);
    CHECK(call(child("exit", 3), options) == 3);
    copy.cancel = std::stop_token();
    CHECK(call(child("exit", 3), copy) == 3);
}

#endif
