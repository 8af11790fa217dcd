// What run_pipeline() costs, beside a shell: nothing goes through this process.
#include "limits.hpp"
#include "measure.hpp"
#include "work.hpp"

#include <subprocess.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace bench {

namespace sp = subprocess;

namespace {

void run_in_shell(const std::string& line) {
    if (std::system(line.c_str()) == 0)
        return;
    std::fprintf(stderr, "failed: %s\n", line.c_str());
    std::exit(1);
}

} // namespace

void measure_pipelines() {
    const std::string bytes = std::to_string(gibibyte);
    print(
        compare("1 GiB through three cats",
                {{"a pipeline of sh", [&] { run_in_shell(WRITE_CHILD " " + bytes + " | cat | cat | cat >/dev/null"); }},
                 {"run_pipeline",
                  [&] {
                      sp::run_pipeline({WRITE_CHILD, bytes}, {"cat"}, {"cat"}, {"cat"}, sp::stdout_ = sp::DEVNULL,
                                       sp::check = true);
                  }}},
                {11, 1}, "<= 1.05"));
}

} // namespace bench
