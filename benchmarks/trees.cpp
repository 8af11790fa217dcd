// What `tree = true` costs: at the start, and at the end of many processes.
#include "limits.hpp"
#include "measure.hpp"
#include "work.hpp"

#include <subprocess.hpp>

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

namespace sp = subprocess;

namespace {

/// The row is about an ordinary program, with libraries to load: a supervisor takes some microseconds in any case.
void run_plain() {
    sp::run({"/bin/true"});
}

void run_tree() {
    sp::run({"/bin/true"}, sp::tree = true);
}

void run_bare() {
    sp::run({EXIT_CHILD});
}

void run_bare_tree() {
    sp::run({EXIT_CHILD}, sp::tree = true);
}

/// A shell that starts so many sleeping children, says so, and waits.
std::vector<std::string> family_of(int count) {
    return {"/bin/sh", "-c",
            "i=0; while [ $i -lt " + std::to_string(count) + " ]; do sleep 1000 & i=$((i + 1)); done; echo; wait"};
}

/// \return the time that `end` takes
template <class End> double seconds_to_end(bool as_tree, End end) {
    constexpr int count = 100;
    sp::Popen family(family_of(count), sp::stdout_ = sp::PIPE, sp::tree = as_tree, sp::start_new_session = !as_tree);
    family.stdout_.read(1);
    return seconds_of([&] { end(family); });
}

/// All have ended when nobody has the pipe any more. A tree has also reaped them by then.
void end_group(sp::Popen& leader) {
    ::killpg(leader.pid, SIGKILL);
    leader.stdout_.read();
    leader.wait();
}

void compare_ends() {
    constexpr int rounds = 31;
    std::vector<std::vector<double>> samples(2);
    for (int round = 0; round < rounds; ++round)
        for (std::size_t turn = 0; turn < samples.size(); ++turn) {
            const std::size_t who = whose_turn(round, turn, samples.size());
            samples[who].push_back(who == 0 ? seconds_to_end(false, end_group)
                                            : seconds_to_end(true, [](sp::Popen& tree) { tree.stop(); }));
        }
    print(results_of("end 100 processes", {"killpg by hand, until all have ended", "a tree"}, samples, "<= 2.00"));
}

} // namespace

void measure_trees() {
    constexpr Rounds rounds{2000, 1};
    print(
        compare("start and wait in a tree", {{"run()", run_plain}, {"run(tree = true)", run_tree}}, rounds, "<= 1.25"));
    const std::vector<char> memory(gibibyte, 1);
    print(compare("the same from a parent of 1 GiB", {{"run()", run_plain}, {"run(tree = true)", run_tree}}, rounds,
                  "<= 1.25"));
    print(compare("start and wait for a program that only exits",
                  {{"run()", run_bare}, {"run(tree = true)", run_bare_tree}}, rounds));
    compare_ends();
}

} // namespace bench
