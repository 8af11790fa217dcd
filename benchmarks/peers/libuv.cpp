#include "peer.hpp"

#include <uv.h>

#include <stdexcept>

namespace bench::peer {

namespace {

/// A child and its streams, with their own event loop.
struct Run {
    uv_loop_t loop;
    uv_process_t process;
    uv_pipe_t in, out;
    uv_write_t write;
    std::string bytes;
};

Run& run_of(const uv_stream_t* stream) {
    return *static_cast<Run*>(stream->data);
}

void close_handle(uv_handle_t* handle) {
    if (uv_is_closing(handle) == 0)
        uv_close(handle, nullptr);
}

void allocate(uv_handle_t* handle, size_t, uv_buf_t* buffer) {
    static_cast<void>(handle);
    static char chunk[65536];
    *buffer = uv_buf_init(chunk, sizeof chunk);
}

void on_read(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
    if (size > 0)
        run_of(stream).bytes.append(buffer->base, static_cast<std::size_t>(size));
    else if (size < 0)
        close_handle(reinterpret_cast<uv_handle_t*>(stream));
}

void on_written(uv_write_t* request, int) {
    close_handle(reinterpret_cast<uv_handle_t*>(request->handle));
}

void on_exit(uv_process_t* process, int64_t, int) {
    close_handle(reinterpret_cast<uv_handle_t*>(process));
}

std::size_t communicate(const Words& command, const std::string* input) {
    Run run;
    uv_loop_init(&run.loop);
    uv_pipe_init(&run.loop, &run.in, 0);
    uv_pipe_init(&run.loop, &run.out, 0);
    run.in.data = run.out.data = &run;
    std::vector<char*> argv;
    for (const std::string& word : command)
        argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);

    uv_stdio_container_t stdio[2] = {};
    stdio[0].flags = input != nullptr ? static_cast<uv_stdio_flags>(UV_CREATE_PIPE | UV_READABLE_PIPE) : UV_IGNORE;
    stdio[0].data.stream = reinterpret_cast<uv_stream_t*>(&run.in);
    stdio[1].flags = static_cast<uv_stdio_flags>(UV_CREATE_PIPE | UV_WRITABLE_PIPE);
    stdio[1].data.stream = reinterpret_cast<uv_stream_t*>(&run.out);
    uv_process_options_t options = {};
    options.file = argv[0];
    options.args = argv.data();
    options.stdio = stdio;
    options.stdio_count = 2;
    options.exit_cb = on_exit;
    if (uv_spawn(&run.loop, &run.process, &options) != 0)
        throw std::runtime_error("uv_spawn");
    uv_read_start(reinterpret_cast<uv_stream_t*>(&run.out), allocate, on_read);
    if (input != nullptr) {
        uv_buf_t buffer = uv_buf_init(const_cast<char*>(input->data()), static_cast<unsigned>(input->size()));
        uv_write(&run.write, reinterpret_cast<uv_stream_t*>(&run.in), &buffer, 1, on_written);
    } else
        close_handle(reinterpret_cast<uv_handle_t*>(&run.in));
    uv_run(&run.loop, UV_RUN_DEFAULT);
    uv_loop_close(&run.loop);
    return run.bytes.size();
}

} // namespace

std::string version() {
    return std::string("libuv ") + uv_version_string();
}

std::size_t capture(const Words& command) {
    return communicate(command, nullptr);
}

std::size_t round_trip(const Words& command, const std::string& input) {
    return communicate(command, &input);
}

} // namespace bench::peer
