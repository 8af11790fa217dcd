// expect: subprocess: the last argument is the completion token, such as a callback or use_future
#include <subprocess/asio.hpp>

#include <asio/io_context.hpp>

int main() {
    asio::io_context context;
    subprocess::async_run(context, {"ls"}, subprocess::timeout = 5);
}
