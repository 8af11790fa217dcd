// What an event loop costs: async_run beside run(). Writes tab-separated results to stdout, as limits does.
#include "measure.hpp"

#include <subprocess.hpp>
#include <subprocess/asio.hpp>

#include <asio/io_context.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

namespace sp = subprocess;

namespace {

void require(const sp::CompletedProcess& done, std::size_t size) {
    if (done.stdout_.size() == size)
        return;
    std::fprintf(stderr, "bytes were lost\n");
    std::exit(1);
}

void compare_capture(const std::string& row, const sp::Command& command, std::size_t size, bench::Rounds rounds,
                     const char* target) {
    asio::io_context context;
    const auto handler = [size](std::exception_ptr, const sp::CompletedProcess& done) { require(done, size); };
    bench::print(bench::compare(row,
                                {{"run()", [&] { require(sp::run(command, sp::stdout_ = sp::PIPE), size); }},
                                 {"async_run()",
                                  [&] {
                                      sp::async_run(context, command, sp::stdout_ = sp::PIPE, handler);
                                      context.restart();
                                      context.run();
                                  }}},
                                rounds, target));
}

} // namespace

int main() {
    compare_capture("start, capture stdout, wait, on an io_context", {EXIT_CHILD}, 0, {3000, 1}, "<= 1.10");
    compare_capture("capture 1 MiB, on an io_context", {WRITE_CHILD, "1048576"}, 1048576, {201, 1}, "<= 1.10");
    compare_capture("capture 64 MiB, on an io_context", {WRITE_CHILD, "67108864"}, 67108864, {21, 1}, "<= 1.10");
}
