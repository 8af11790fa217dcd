// What it costs to start a process.
#include "floor.hpp"
#include "limits.hpp"
#include "measure.hpp"

#include <subprocess.hpp>

namespace bench {

namespace sp = subprocess;

namespace {

const char* const exit_argv[] = {EXIT_CHILD, nullptr};
const auto nothing = const_cast<Argv>(exit_argv);

void run_it() {
    sp::run({EXIT_CHILD});
}

void capture_it() {
    sp::run({EXIT_CHILD}, sp::stdout_ = sp::PIPE);
}

} // namespace

void measure_start() {
    const Rounds rounds{6000, 1}; // batches of one, so that most are not disturbed by anything else on the machine
    print(compare("start and wait",
                  {{"clone and futex by hand", [] { floor_wait(floor_spawn(nothing)); }},
                   {"run()", run_it},
                   {"vfork by hand", [] { floor_wait(vfork_it(nothing)); }},
                   {"posix_spawn by hand", [] { floor_wait(posix_spawn_it(nothing)); }}},
                  rounds, "<= 1.05"));
    print(compare("start, capture stdout, wait",
                  {{"pipe, clone and futex by hand", [] { floor_discard(nothing); }}, {"run()", capture_it}}, rounds,
                  "<= 1.05"));
}

} // namespace bench
