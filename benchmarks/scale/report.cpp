#include "../measure.hpp"
#include "../work.hpp"
#include "scale.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <unistd.h>

namespace scale {

namespace {

bool is_all_well = true;

std::size_t count_descriptors() {
    const std::filesystem::directory_iterator entries("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

std::size_t count_mappings() {
    std::ifstream maps("/proc/self/maps");
    using Characters = std::istreambuf_iterator<char>;
    return static_cast<std::size_t>(std::count(Characters(maps), Characters(), '\n'));
}

long resident() {
    constexpr long kibibyte = 1024;
    long size = 0, pages = 0;
    std::ifstream("/proc/self/statm") >> size >> pages;
    return pages * ::sysconf(_SC_PAGESIZE) / kibibyte;
}

} // namespace

Footprint Footprint::now() {
    return {count_descriptors(), count_mappings(), resident()};
}

Report::~Report() {
    std::printf("%-10s %-6s %s\n", m_name, m_holds ? "holds" : "FAILS", m_text.c_str());
    std::fflush(stdout);
    is_all_well &= m_holds;
}

void Report::add(bool holds, const std::string& found) {
    m_holds &= holds;
    m_text += (m_text.empty() ? "" : "; ") + found;
}

void Report::add_growth(std::size_t most_mappings, long most_memory) {
    const Footprint after = Footprint::now();
    const auto grew = [](std::size_t before, std::size_t now) {
        return static_cast<long>(now) - static_cast<long>(before);
    };
    const long mappings = grew(m_before.mappings, after.mappings), memory = after.memory - m_before.memory;
    add(after.descriptors == m_before.descriptors && mappings <= static_cast<long>(most_mappings) &&
            memory <= most_memory,
        "growth: " + std::to_string(grew(m_before.descriptors, after.descriptors)) + " descriptors, " +
            std::to_string(mappings) + " mappings, " + std::to_string(memory) + " KiB");
}

bool all_held() {
    return is_all_well;
}

double median_of_starts(int count) {
    std::vector<double> samples;
    for (int i = 0; i < count; ++i)
        samples.push_back(bench::seconds_of(bench::capture_it));
    return bench::percentile(samples, 0.5);
}

} // namespace scale
