#include "peer.hpp"

#include <gio/gio.h>

#include <stdexcept>

namespace bench::peer {

namespace {

std::size_t communicate(const Words& command, int flags, GBytes* input) {
    std::vector<const char*> argv;
    for (const std::string& word : command)
        argv.push_back(word.c_str());
    argv.push_back(nullptr);
    GSubprocess* process = g_subprocess_newv(argv.data(), static_cast<GSubprocessFlags>(flags), nullptr);
    GBytes* output = nullptr;
    if (process == nullptr || !g_subprocess_communicate(process, input, nullptr, &output, nullptr, nullptr))
        throw std::runtime_error("g_subprocess_communicate");
    const std::size_t size = g_bytes_get_size(output);
    g_bytes_unref(output);
    g_object_unref(process);
    return size;
}

} // namespace

std::string version() {
    return "GLib GSubprocess " + std::to_string(glib_major_version) + '.' + std::to_string(glib_minor_version);
}

std::size_t capture(const Words& command) {
    return communicate(command, G_SUBPROCESS_FLAGS_STDOUT_PIPE, nullptr);
}

std::size_t round_trip(const Words& command, const std::string& input) {
    GBytes* bytes = g_bytes_new_static(input.data(), input.size());
    const std::size_t size =
        communicate(command, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE, bytes);
    g_bytes_unref(bytes);
    return size;
}

} // namespace bench::peer
