#include "peer.hpp"

#include <boost/asio.hpp>
#include <boost/process/v2.hpp>
#include <boost/version.hpp>

namespace bench::peer {

namespace asio = boost::asio;
namespace bp = boost::process::v2;

std::string version() {
    return "Boost.Process v2 " BOOST_LIB_VERSION;
}

std::size_t capture(const Words& command) {
    asio::io_context context;
    asio::readable_pipe out(context);
    bp::process process(context, command[0], Words(command.begin() + 1, command.end()), bp::process_stdio{{}, out, {}});
    std::string bytes;
    boost::system::error_code end;
    asio::read(out, asio::dynamic_buffer(bytes), end);
    process.wait();
    return bytes.size();
}

std::size_t round_trip(const Words& command, const std::string& input) {
    asio::io_context context;
    asio::readable_pipe out(context);
    asio::writable_pipe in(context);
    bp::process process(context, command[0], Words(command.begin() + 1, command.end()), bp::process_stdio{in, out, {}});
    std::string bytes;
    asio::async_read(out, asio::dynamic_buffer(bytes), [](boost::system::error_code, std::size_t) {});
    asio::async_write(in, asio::buffer(input), [&](boost::system::error_code, std::size_t) { in.close(); });
    context.run();
    process.wait();
    return bytes.size();
}

} // namespace bench::peer
