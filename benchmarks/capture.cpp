// The cost of capturing a child's output, and of sending it input.
#include "floor.hpp"
#include "limits.hpp"
#include "measure.hpp"
#include "work.hpp"

#include <subprocess.hpp>

#include <cstdio>
#include <cstdlib>

namespace bench {

namespace sp = subprocess;

namespace {

void require(bool is_right) {
    if (is_right)
        return;
    std::fprintf(stderr, "bytes were lost\n");
    std::exit(1);
}

using Floor = std::size_t (*)(Argv);

void compare_capture(const std::string& row, const char* name, Floor floor, std::size_t size, Rounds rounds,
                     const char* target) {
    const std::string number = std::to_string(size);
    const char* const argv[] = {WRITE_CHILD, number.c_str(), nullptr};
    print(compare(row,
                  {{name, [&] { require(floor(const_cast<Argv>(argv)) == size); }},
                   {"run()",
                    [&] {
                        require(sp::run({WRITE_CHILD, number}, sp::stdout_ = sp::PIPE).stdout_.size() == size);
                    }}},
                  rounds, target));
}

} // namespace

void measure_capture() {
    compare_capture("capture 1 MiB", "realloc by hand", floor_realloc, mebibyte, {61, 8}, "<= 1.15");
    compare_capture("capture 16 MiB", "realloc by hand", floor_realloc, 16 * mebibyte, {21, 2}, "");
    compare_capture("capture 256 MiB", "read and thrown away", floor_discard, 256 * mebibyte, {11, 1}, "<= 4.40");
    compare_capture("capture 1 GiB", "read and thrown away", floor_discard, 1024 * mebibyte, {5, 1}, "<= 6.00");

    const std::string input(64 * mebibyte, 'x');
    const char* const argv[] = {CAT_CHILD, nullptr};
    print(compare("64 MiB through cat",
                  {{"poll by hand, output thrown away",
                    [&] { floor_round_trip(const_cast<Argv>(argv), input.data(), input.size(), Output::thrown_away); }},
                   {"run()",
                    [&] {
                        require(sp::run({CAT_CHILD}, sp::input = input, sp::stdout_ = sp::PIPE).stdout_.size() ==
                                input.size());
                    }},
                   {"poll by hand, output kept",
                    [&] { floor_round_trip(const_cast<Argv>(argv), input.data(), input.size(), Output::kept); }}},
                  {31, 1}, "<= 1.25"));
}

} // namespace bench
