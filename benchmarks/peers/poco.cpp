#include "peer.hpp"

#include <Poco/Environment.h>
#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>
#include <Poco/StreamCopier.h>

#include <thread>

namespace bench::peer {

namespace {

std::size_t read_all(Poco::Pipe& pipe) {
    std::string bytes;
    char chunk[65536];
    for (int size = 0; (size = pipe.readBytes(chunk, sizeof chunk)) > 0;)
        bytes.append(chunk, static_cast<std::size_t>(size));
    return bytes.size();
}

} // namespace

std::string version() {
    const auto number = Poco::Environment::libraryVersion();
    return "Poco " + std::to_string(number >> 24) + '.' + std::to_string(number >> 16 & 0xFF);
}

std::size_t capture(const Words& command) {
    Poco::Pipe out;
    Poco::ProcessHandle process =
        Poco::Process::launch(command[0], Words(command.begin() + 1, command.end()), nullptr, &out, nullptr);
    const std::size_t size = read_all(out);
    process.wait();
    return size;
}

std::size_t round_trip(const Words& command, const std::string& input) {
    Poco::Pipe in, out;
    Poco::ProcessHandle process =
        Poco::Process::launch(command[0], Words(command.begin() + 1, command.end()), &in, &out, nullptr);
    std::thread writer([&] {
        for (std::size_t at = 0; at < input.size();)
            at += static_cast<std::size_t>(in.writeBytes(input.data() + at, static_cast<int>(input.size() - at)));
        in.close();
    });
    const std::size_t size = read_all(out);
    writer.join();
    process.wait();
    return size;
}

} // namespace bench::peer
