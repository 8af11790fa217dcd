// limits [PART...]: measures how close the library comes to the limits of the machine. Writes tab-separated results to
// stdout.
#include "limits.hpp"

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace {

struct Part {
    std::string_view name;
    void (*measure)();
};

constexpr Part parts[] = {
    {"start", &bench::measure_start},
    {"together", &bench::measure_together},
    {"many", &bench::measure_many},
    {"trees", &bench::measure_trees},
    {"run_all", &bench::measure_run_all},
    {"terminals", &bench::measure_terminals},
    {"capture", &bench::measure_capture},
    {"streams", &bench::measure_streams},
    {"pipelines", &bench::measure_pipelines},
    {"waiting", &bench::measure_waiting},
    {"threads", &bench::measure_threads},
    {"compilation", &bench::measure_compilation},
    {"surroundings", &bench::measure_surroundings},
};

} // namespace

int main(int argc, char** argv) {
    for (const Part& part : parts)
        if (argc == 1 || std::find(argv + 1, argv + argc, part.name) != argv + argc)
            part.measure();
}
