#include "peer.hpp"

#include <boost/asio.hpp>
#include <boost/process.hpp>
#include <boost/version.hpp>

#include <future>

namespace bench::peer {

namespace bp = boost::process;

namespace {

bp::child start(const Words& command, boost::asio::io_context& context, std::future<std::vector<char>>& output,
                bp::async_pipe* in) {
    const auto args = bp::args(Words(command.begin() + 1, command.end()));
    if (in == nullptr)
        return bp::child(bp::exe(command[0]), args, bp::std_out > output, context);
    return bp::child(bp::exe(command[0]), args, bp::std_out > output, bp::std_in < *in, context);
}

} // namespace

std::string version() {
    return "Boost.Process v1 " BOOST_LIB_VERSION;
}

std::size_t capture(const Words& command) {
    boost::asio::io_context context;
    std::future<std::vector<char>> output;
    bp::child child = start(command, context, output, nullptr);
    context.run();
    child.wait();
    return output.get().size();
}

std::size_t round_trip(const Words& command, const std::string& input) {
    boost::asio::io_context context;
    std::future<std::vector<char>> output;
    bp::async_pipe in(context);
    bp::child child = start(command, context, output, &in);
    boost::asio::async_write(in, boost::asio::buffer(input),
                             [&](boost::system::error_code, std::size_t) { in.close(); });
    context.run();
    child.wait();
    return output.get().size();
}

} // namespace bench::peer
