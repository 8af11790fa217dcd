// The exchange of bytes between streams and whatever is at our end of them.
#include "support/helpers.hpp"

#include "os/streams.hpp"
#include "streams/memory.hpp"

using namespace subprocess;
using namespace tests;
namespace os = subprocess::detail::os;
using detail::Deadline;
using detail::MemorySink;
using detail::MemorySource;

namespace {

/// Has room for three bytes at a time, and wants no more than `limit`.
class SmallSink final : public os::Sink {
public:
    explicit SmallSink(std::size_t limit) : m_limit(limit) {}

    os::Room room() override { return {m_memory, sizeof m_memory}; }
    os::Verdict filled(std::size_t count) override {
        bytes.append(m_memory, count);
        return bytes.size() < m_limit ? os::Verdict::go_on : os::Verdict::stop;
    }

    std::string bytes;

private:
    std::size_t m_limit;
    char m_memory[3] = {};
};

/// Gives the same bytes a number of times.
class RepeatingSource final : public os::Source {
public:
    RepeatingSource(std::string bytes, int count) : m_bytes(std::move(bytes)), m_count(count) {}

    std::string_view next() override { return std::string_view(m_bytes).substr(m_count > 0 ? m_sent : m_bytes.size()); }
    void taken(std::size_t count) override {
        m_sent += count;
        if (m_sent == m_bytes.size()) {
            m_sent = 0;
            --m_count;
        }
    }

private:
    std::string m_bytes;
    std::size_t m_sent = 0;
    int m_count;
};

/// Happens when it has been asked a number of times.
class EventuallyEvent final : public os::Event {
public:
    EventuallyEvent(int count, NativeHandle handle) : m_count(count), m_handle(handle) {}

    bool has_happened() override { return --m_count <= 0; }
    NativeHandle handle() const noexcept override { return m_handle; }
    bool was_asked_often_enough() const { return m_count <= 0; }

private:
    int m_count;
    NativeHandle m_handle;
};

Deadline some_deadline() {
    return GENERATE(false, true) ? Deadline::never() : Deadline::after(1000);
}

} // namespace

TEST_CASE_METHOD(Census, "bytes go to a sink in pieces that fit its room") {
    const Deadline deadline = some_deadline();
    Popen process(child("to", 1, "0123456789"), stdout_ = PIPE);
    Handle stream(process.stdout_.detach());
    SmallSink sink(100);
    const os::Flow flows[] = {{stream, sink}};
    CHECK(os::exchange({flows, deadline}));
    CHECK(sink.bytes == "0123456789");
}

TEST_CASE_METHOD(Census, "a stream is closed when its sink says stop") {
    const Deadline deadline = some_deadline();
    Popen process(child("to", 1, "0123456789", "until", 0), stdin_ = PIPE, stdout_ = PIPE);
    Handle stream(process.stdout_.detach());
    SmallSink sink(5);
    const os::Flow flows[] = {{stream, sink}};
    CHECK(os::exchange({flows, deadline}));
    CHECK(sink.bytes == "012345");
    CHECK_FALSE(stream.valid());
}

TEST_CASE_METHOD(Census, "what is there when the time is up goes to a sink with little room") {
    Popen process(child("to", 1, "0123456789", "until", 0), stdin_ = PIPE, stdout_ = PIPE);
    Handle stream(process.stdout_.detach());
    SmallSink sink(100);
    const os::Flow flows[] = {{stream, sink}};
    while (sink.bytes.size() < 10)
        CHECK_FALSE(os::exchange({flows, Deadline::passed()}));
    CHECK(sink.bytes == "0123456789");
}

TEST_CASE_METHOD(Census, "the streams of several children move in one exchange") {
    const Deadline deadline = some_deadline();
    constexpr std::size_t size = 300000; // more than pipes hold
    Popen first(child("cat"), stdin_ = PIPE, stdout_ = PIPE), second(child("cat"), stdin_ = PIPE, stdout_ = PIPE),
        third(child("repeat", 1, size, "z"), stdout_ = PIPE);
    Handle to_first(first.stdin_.detach()), from_first(first.stdout_.detach());
    Handle to_second(second.stdin_.detach()), from_second(second.stdout_.detach());
    Handle from_third(third.stdout_.detach());
    RepeatingSource x(std::string(size / 100, 'x'), 100);
    const std::string y(size, 'y');
    MemorySource ys(y);
    std::string a, b, c;
    MemorySink sink_a(a), sink_b(b), sink_c(c);
    const os::Flow flows[] = {
        {to_first, x}, {from_first, sink_a}, {to_second, ys}, {from_second, sink_b}, {from_third, sink_c}};
    CHECK(os::exchange({flows, deadline}));
    for (MemorySink* sink : {&sink_a, &sink_b, &sink_c})
        sink->deliver();
    CHECK(a == std::string(size, 'x'));
    CHECK(b == y);
    CHECK(c == std::string(size, 'z'));
}

TEST_CASE_METHOD(Census, "an exchange ends with an event, and takes what is there") {
    const Deadline deadline = some_deadline();
    Popen ended(child("exit", 0)), process(child("to", 1, "0123456789", "until", 0), stdin_ = PIPE, stdout_ = PIPE);
    await_end(ended);
    const NativeHandle handle = GENERATE(false, true) ? ended.native_handle() : detail::no_handle; // ready too early
    Handle stream(process.stdout_.detach());
    SmallSink sink(100);
    const os::Flow flows[] = {{stream, sink}};
    while (sink.bytes.size() < 10) {
        EventuallyEvent event(3, handle);
        CHECK_FALSE(os::exchange({flows, deadline, &event}));
        CHECK(event.was_asked_often_enough());
    }
    CHECK(sink.bytes == "0123456789");
    CHECK(stream.valid());
}

TEST_CASE_METHOD(Census, "an event without a handle is looked at often enough, but not all the time") {
    Popen process(child("until", 0), stdin_ = PIPE, stdout_ = PIPE);
    Handle stream(process.stdout_.detach());
    SmallSink sink(100);
    const os::Flow flows[] = {{stream, sink}};
    EventuallyEvent event(10, detail::no_handle);
    const double cpu = cpu_seconds_of_this_thread();
    const auto time = duration_of([&] { CHECK_FALSE(os::exchange({flows, Deadline::never(), &event})); });
    CHECK(time >= 0.1s); // 0.5 ms, 1 ms, ... 50 ms
    CHECK(cpu_seconds_of_this_thread() - cpu < 0.05);
}
