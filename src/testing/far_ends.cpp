#include "far_ends.hpp"

#include "os/stdio.hpp"
#include "os/streams.hpp"
#include "process/attempt.hpp"

#include <subprocess/error.hpp>

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

Handle copy_of(const os::Start& start, Stdio stream) {
    if (start.is_closed[stream])
        return {};
    if (start.stdio[stream] != no_handle)
        return os::duplicate(start.stdio[stream]);
    if (start.is_terminal[stream])
        throw ValueError("FakeProcesses: a fake cannot stand at a terminal on this system");
    Handle ours;
    if (stream != Stdio::in) // it may be closed, and then the child would have had none
        attempt([&] { ours = os::duplicate(os::standard_stream(stream)); });
    return ours;
}

class OutputOfFake final : public os::Source {
public:
    explicit OutputOfFake(std::string_view bytes) : m_rest(bytes) {}

    std::string_view next() override { return m_rest; }
    void taken(std::size_t count) override { m_rest.remove_prefix(count); }

private:
    std::string_view m_rest;
};

} // namespace

FarEnds::FarEnds(const os::Start& start)
    : in(copy_of(start, Stdio::in)), out(copy_of(start, Stdio::out)), err(copy_of(start, Stdio::err)) {}

bool write_all(const Handle& stream, std::string_view bytes, const Deadline& deadline) {
    if (!stream.valid() || bytes.empty())
        return true;
    if (!os::can_be_waited_for(stream.get(), os::Access::write))
        return os::write_file(stream.get(), bytes), true;
    OutputOfFake source(bytes);
    Handle copy = os::duplicate(stream.get()); // which exchange() closes at the end
    const os::Flow flows[] = {{copy, source, os::Whose::others}};
    os::exchange({flows, deadline});
    return source.next().empty();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
