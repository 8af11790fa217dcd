// expect: subprocess: the first argument is an executor or an execution context, such as an io_context
#include <subprocess/asio.hpp>

#include <asio/use_future.hpp>

int main() {
    subprocess::async_run("ls", {"-l"}, asio::use_future);
}
