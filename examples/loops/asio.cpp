// Children on an io_context, with callbacks: the same with standalone Asio and with Boost.Asio.
#include <utility> // which Boost 1.74 needs and does not include

#if SUBPROCESS_BOOST_ASIO
#include <boost/asio.hpp>
namespace net = boost::asio;
#else
#include <asio.hpp>
namespace net = asio;
#endif

#include <subprocess.hpp>
#include <subprocess/asio.hpp>

#include <exception>
#include <iostream>
#include <map>
#include <string>

namespace sp = subprocess;
using namespace std::chrono_literals;

namespace {

std::map<std::string, std::string> lines;

// [callbacks]
void report(std::exception_ptr error, const sp::CompletedProcess& done) {
    try {
        if (error != nullptr)
            std::rethrow_exception(error);
        lines[done.args[0]] = sp::Command(*done.stdout_).repr();
    } catch (const sp::TimeoutExpired& late) {
        lines[late.cmd[0]] = late.what();
    } catch (const sp::Error& other) { // FileNotFoundError, for example
        lines["error"] = other.what();
    }
}

void run_three() {
    net::io_context context;
    sp::async_run(context, {"echo", "hello"}, sp::capture_output = true, report);
    sp::async_run(context, {"sort"}, sp::input = "pear\napple\n", sp::capture_output = true, report);
    sp::async_run(context, {"sleep", "60"}, sp::timeout = 200ms, report);
    context.run(); // until the last handler has been called
}
// [/callbacks]

// [future]
std::string sorted(net::io_context& context, std::string text) { // other threads run the context
    auto done = sp::async_run(context, {"sort"}, sp::input = text, sp::stdout_ = sp::PIPE, net::use_future);
    return done.get().stdout_;
}
// [/future]

// [popen]
void talk(net::io_context& context) {
    auto process = std::make_shared<sp::Popen>(sp::Command{"cat"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    sp::async_communicate(context, *process, sp::input = "text", sp::timeout = 5s,
                          [process](std::exception_ptr error, const sp::Outputs& outputs) {
                              if (error == nullptr && outputs.stdout_ != "text")
                                  std::cout << "not a cat\n";
                          });
}

void wait(net::io_context& context) {
    auto process = std::make_shared<sp::Popen>(sp::Command{"sleep", "0.1"});
    sp::async_wait(context, *process, [process](std::exception_ptr error, int returncode) {
        if (error != nullptr || returncode != 0)
            std::cout << "no sleep\n";
    });
}
// [/popen]

} // namespace

int main() {
    run_three();
    net::io_context context;
    talk(context);
    wait(context);
    auto work = net::make_work_guard(context);
    std::thread thread([&context] { context.run(); });
    if (sorted(context, "b\na\n") != "a\nb\n")
        std::cout << "not sorted\n";
    work.reset();
    thread.join();
    for (const auto& [program, line] : lines)
        std::cout << program << ": " << line << '\n';
}
