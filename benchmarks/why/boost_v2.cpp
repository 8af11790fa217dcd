#include "why.hpp"

#include <boost/asio.hpp>
#include <boost/process/v2.hpp>
#include <boost/version.hpp>

#include <chrono>

namespace why {

namespace asio = boost::asio;
namespace bp = boost::process::v2;
using namespace std::chrono_literals;

namespace {

Words arguments_of(const Words& command) {
    return Words(command.begin() + 1, command.end());
}

} // namespace

std::string name() {
    return "Boost.Process v2 " BOOST_LIB_VERSION;
}

std::string run_missing() {
    asio::io_context context;
    try {
        bp::process process(context, "/usr/bin/no-such-program", {});
    } catch (const std::exception& error) {
        return error.what();
    }
    return "nothing";
}

bool run_with_limit(const Words& command) {
    asio::io_context context;
    bp::process process(context, command[0], arguments_of(command));
    asio::steady_timer timer(context, 200ms);
    timer.async_wait([&](boost::system::error_code error) {
        if (!error)
            process.terminate();
    });
    process.async_wait([&](boost::system::error_code, int) { timer.cancel(); });
    context.run();
    return true;
}

bool round_trip(const Words& command, const std::string& input, std::string& output) {
    asio::io_context context;
    asio::readable_pipe out(context);
    asio::writable_pipe in(context);
    bp::process process(context, command[0], arguments_of(command), bp::process_stdio{in, out, {}});
    asio::async_read(out, asio::dynamic_buffer(output), [](boost::system::error_code, std::size_t) {});
    asio::async_write(in, asio::buffer(input), [&](boost::system::error_code, std::size_t) { in.close(); });
    context.run();
    process.wait();
    return true;
}

std::string capture(const Words& command) {
    asio::io_context context;
    asio::readable_pipe out(context);
    bp::process process(context, command[0], arguments_of(command), bp::process_stdio{{}, out, {}});
    std::string bytes;
    boost::system::error_code end;
    asio::read(out, asio::dynamic_buffer(bytes), end);
    process.wait();
    return bytes;
}

} // namespace why
