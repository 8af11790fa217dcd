// What it costs to start a process.
#include "floor.hpp"
#include "limits.hpp"
#include "measure.hpp"
#include "work.hpp"

#include <subprocess.hpp>

namespace bench {

namespace sp = subprocess;

namespace {

void run_it() {
    sp::run({EXIT_CHILD});
}

} // namespace

void measure_start() {
    const Rounds rounds{6000, 1}; // batches of one, so that most are not disturbed by anything else on the machine
    print(compare("start and wait",
                  {{"clone and futex by hand", [] { floor_wait(floor_spawn(exit_command())); }},
                   {"run()", run_it},
                   {"the system calls of run() by hand", [] { like_run(exit_command()); }},
                   {"vfork by hand", [] { floor_wait(vfork_it(exit_command())); }},
                   {"posix_spawn by hand", [] { floor_wait(posix_spawn_it(exit_command())); }}},
                  rounds, "<= 1.05"));
    print(compare("start, capture stdout, wait",
                  {{"pipe, clone and futex by hand", [] { floor_discard(exit_command()); }},
                   {"run()", capture_it},
                   {"the system calls of run() by hand", [] { discard_like_run(exit_command()); }}},
                  rounds, "<= 1.05"));
}

} // namespace bench
