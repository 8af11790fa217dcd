// Cancellation slots, which Boost has from 1.77 on.
#include "asio.hpp"

using namespace subprocess;
using namespace tests;

#if SUBPROCESS_ASIO_HAS_SLOTS

namespace {

using Type = net::cancellation_type;

/// Runs the context until all that is ready has been done, and a child has written its word.
void run_until(net::io_context& context, const Pipe& word) {
    context.poll();
    word.read();
    context.poll();
}

} // namespace

TEST_CASE_METHOD(Census, "a slot ends the child of async_run, and Cancelled has what was read") {
    net::io_context context;
    net::cancellation_signal signal;
    const Gate gate;
    const Pipe word;
    Done done;
    const auto type = GENERATE(Type::terminal, Type::partial, Type::all);
    async_run(context, child("to", 1, "so far", "to", word.writer.get(), "ready", "until", 0), stdin_ = gate,
              stdout_ = PIPE, passing({word.writer.get()}), net::bind_cancellation_slot(signal.slot(), done.handler()));
    run_until(context, word);
    signal.emit(type);
    CHECK_FALSE(done.called);
    context.run();
    CHECK(done.error_as<Cancelled>().stdout_ == "so far");
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a slot that asks for all or nothing does not end a child") {
    net::io_context context;
    net::cancellation_signal signal;
    Gate gate;
    Done done;
    async_run(context, child("until", 0), stdin_ = gate, net::bind_cancellation_slot(signal.slot(), done.handler()));
    signal.emit(Type::total);
    context.poll();
    gate.open();
    context.run();
    CHECK(done.get().returncode == 0);
}

TEST_CASE_METHOD(Census, "a slot ends async_wait, and the child lives on") {
    net::io_context context;
    net::cancellation_signal signal;
    Gate gate;
    Popen process(child("until", 0, "exit", 3), stdin_ = gate);
    Waited waited;
    async_wait(context, process, net::bind_cancellation_slot(signal.slot(), waited.handler()));
    context.poll();
    signal.emit(Type::total);
    context.run();
    CHECK(waited.error_as<Cancelled>().cmd == process.args);
    CHECK(process.poll() == None);
    gate.open();
    CHECK(process.wait() == 3);
}

TEST_CASE_METHOD(Census, "after a slot has ended async_communicate it goes on in the next call") {
    net::io_context context;
    net::cancellation_signal signal;
    Gate gate;
    const Pipe word;
    Popen process(child("to", 1, "one", "to", word.writer.get(), "ready", "until", 0, "to", 1, "two"), stdin_ = gate,
                  stdout_ = PIPE, passing({word.writer.get()}));
    Communicated communicated;
    async_communicate(context, process, net::bind_cancellation_slot(signal.slot(), communicated.handler()));
    run_until(context, word);
    signal.emit(Type::terminal);
    context.run();
    CHECK(communicated.error_as<Cancelled>().stdout_ == "one");
    CHECK(process.poll() == None);
    gate.open();
    CHECK(process.communicate().stdout_ == "onetwo");
}

TEST_CASE_METHOD(Census, "a slot may be asked when all is over, and when the context is gone") {
    net::cancellation_signal signal;
    const Gate gate;
    Done done, lost;
    {
        net::io_context context;
        async_run(context, child("exit", 0), net::bind_cancellation_slot(signal.slot(), done.handler()));
        context.run();
        signal.emit(Type::all);
        CHECK(context.poll() == 0);
        async_run(context, child("until", 0), stdin_ = gate,
                  net::bind_cancellation_slot(signal.slot(), lost.handler()));
    }
    signal.emit(Type::all);
    CHECK(done.get().returncode == 0);
    CHECK_FALSE(lost.called);
}

#endif
