// Cancellation slots and the steps of grace.
#include "asio/asio.hpp"

#include <csignal>

using namespace subprocess;
using namespace tests;

#if SUBPROCESS_ASIO_HAS_SLOTS

TEST_CASE_METHOD(Census, "a slot asks the child to end by the steps of grace") {
    net::io_context context;
    net::cancellation_signal signal;
    const Gate gate;
    const Pipe word;
    Done done;
    async_run(context,
              child("on", SIGTERM, "to", 1, "bye", "exit", 0, "then", "to", word.writer.get(), "ready", "until", 0),
              stdin_ = gate, stdout_ = PIPE, grace = 1h, passing({word.writer.get()}),
              net::bind_cancellation_slot(signal.slot(), done.handler()));
    context.poll();
    word.read();
    signal.emit(net::cancellation_type::terminal);
    context.run();
    CHECK(done.error_as<Cancelled>().stdout_ == "bye");
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a slot that is asked again kills the child") {
    net::io_context context;
    net::cancellation_signal signal;
    const Gate gate;
    const Pipe word;
    Done done;
    async_run(context, child("ignore", SIGTERM, "to", word.writer.get(), "ready", "until", 0), stdin_ = gate,
              grace = 1h, passing({word.writer.get()}), net::bind_cancellation_slot(signal.slot(), done.handler()));
    context.poll();
    word.read();
    signal.emit(net::cancellation_type::terminal);
    context.poll();
    CHECK_FALSE(done.called);
    signal.emit(net::cancellation_type::terminal);
    context.run();
    done.error_as<Cancelled>();
    CHECK(children() == "");
}

#endif
