#include "why.hpp"

#include <reproc++/drain.hpp>
#include <reproc++/reproc.hpp>
#include <reproc++/run.hpp>

#include <algorithm>
#include <cstdint>
#include <system_error>

namespace why {

std::string name() {
    return "reproc " REPROC_VERSION;
}

std::string run_missing() {
    const std::error_code error = reproc::run(Words{"no-such-program"}).second;
    return error ? error.message() : "nothing";
}

bool run_with_limit(const Words& command) {
    reproc::options options;
    options.deadline = reproc::milliseconds(200);
    reproc::run(command, options);
    return true;
}

/// Its `input` must fit into the pipe, so this is its poll(). `nonblocking` cannot be set (issue 116 of reproc); a pipe
/// that is ready takes 4096 bytes without blocking.
bool round_trip(const Words& command, const std::string& input, std::string& output) {
    reproc::process process;
    if (process.start(command))
        return false;
    std::size_t sent = 0;
    std::uint8_t buffer[65536];
    for (;;) {
        const int wanted = reproc::event::out | (sent < input.size() ? int(reproc::event::in) : 0);
        const int ready = process.poll(wanted).first;
        if ((ready & reproc::event::in) != 0) {
            const auto* const rest = reinterpret_cast<const std::uint8_t*>(input.data() + sent);
            sent += process.write(rest, std::min<std::size_t>(input.size() - sent, 4096)).first;
            if (sent == input.size())
                process.close(reproc::stream::in);
        }
        if ((ready & reproc::event::out) != 0) {
            const auto [count, error] = process.read(reproc::stream::out, buffer, sizeof(buffer));
            if (error)
                break;
            output.append(reinterpret_cast<const char*>(buffer), count);
        }
    }
    process.wait(reproc::infinite);
    return true;
}

std::string capture(const Words& command) {
    std::string bytes;
    reproc::process process;
    if (process.start(command))
        return bytes;
    reproc::sink::string sink(bytes);
    reproc::drain(process, sink, reproc::sink::null);
    process.wait(reproc::infinite);
    return bytes;
}

} // namespace why
