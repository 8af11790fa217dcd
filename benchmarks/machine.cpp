#include "machine.hpp"

#include <ctime>
#include <fstream>
#include <thread>

#include <sys/utsname.h>
#include <unistd.h>

namespace bench {

namespace {

std::string processor() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.compare(0, 10, "model name") == 0)
            return line.substr(line.find(':') + 2);
    return "unknown processor";
}

std::string today() {
    char text[sizeof "2000-01-01"];
    const std::time_t now = std::time(nullptr);
    std::strftime(text, sizeof text, "%Y-%m-%d", std::gmtime(&now));
    return text;
}

} // namespace

std::size_t memory_size() {
    return static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::string describe_machine() {
    utsname system{};
    ::uname(&system);
    const std::string kernel = system.release;
    std::string line = processor();
    line.append(", ").append(std::to_string(std::thread::hardware_concurrency())).append(" cores, ");
    line.append(std::to_string(memory_size() >> 30)).append(" GiB, ").append(system.sysname).append(" ");
    line.append(kernel.substr(0, kernel.find('-'))).append(", compiler ").append(__VERSION__);
    return line.append(", ").append(today());
}

} // namespace bench
