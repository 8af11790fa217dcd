// Compares contestants inside one process. They take turns, and each time is divided by that of the first contestant in
// the same round, so that a slow moment of the machine affects all of them alike.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace bench {

struct Contestant {
    std::string name;
    std::function<void()> work;
};

/// How often each contestant is measured, and how often it does its work in one measurement.
struct Rounds {
    int rounds = 21;
    int batch = 1;
};

/// The result of one contestant in a row. The ratio is the median over all rounds; low and high are the 10th and 90th
/// percentile.
struct Result {
    std::string row;
    std::string contestant;
    double median = 0; ///< in `unit`
    std::string unit;
    double ratio = 1, low = 1, high = 1;
    std::string target; ///< for the ratio, such as "<= 1.10"; empty: none
};

/// The value that this part of the values (0 to 1) lies below.
double percentile(std::vector<double> values, double part);

/// The wall-clock time of `work`, in seconds.
double seconds_of(const std::function<void()>& work);

/// The contestant for this turn of this round. Each order is also run backwards before another contestant begins, so
/// that no contestant always follows the same one.
std::size_t whose_turn(int round, std::size_t turn, std::size_t count);

/// Returns one result for each contestant, with ratios to the first.
std::vector<Result> compare(const std::string& row, const std::vector<Contestant>& contestants, Rounds rounds,
                            const std::string& target = {});

/// The same for measurements made elsewhere: samples[contestant][round], in seconds.
std::vector<Result> results_of(const std::string& row, const std::vector<std::string>& names,
                               const std::vector<std::vector<double>>& samples, const std::string& target = {});

/// Prints one tab-separated line for each result, for report.cpp.
void print(const std::vector<Result>& results);

/// True if the ratio meets the target, or there is none.
bool is_met(const Result& result);

} // namespace bench
