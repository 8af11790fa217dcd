// Compares contestants inside one process: they take turns, and what counts is the ratio to the first one in the same
// round, so that a slow moment of the machine hits all of them alike.
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

/// How often each is measured, and how often it does its work for one measurement.
struct Rounds {
    int rounds = 21;
    int batch = 1;
};

/// What one contestant of a row reached. The ratio is the median over all rounds; low and high are its 10th and 90th
/// percentile.
struct Result {
    std::string row;
    std::string contestant;
    double median = 0; ///< in `unit`
    std::string unit;
    double ratio = 1, low = 1, high = 1;
    std::string target; ///< such as "<= 1.10", of the ratio; empty: none
};

/// The value below which a part of the values lies.
double percentile(std::vector<double> values, double part);

/// Seconds of the wall clock.
double seconds_of(const std::function<void()>& work);

/// Which contestant has a turn of a round: each order is also gone through backwards, then another one begins,
/// so that nobody always comes after the same one.
std::size_t whose_turn(int round, std::size_t turn, std::size_t count);

/// One result for each contestant; the ratios are to the first.
std::vector<Result> compare(const std::string& row, const std::vector<Contestant>& contestants, Rounds rounds,
                            const std::string& target = {});

/// The same from measurements that were made elsewhere: samples[contestant][round], in seconds.
std::vector<Result> results_of(const std::string& row, const std::vector<std::string>& names,
                               const std::vector<std::vector<double>>& samples, const std::string& target = {});

/// Tab-separated, one line for each: what report.cpp reads.
void print(const std::vector<Result>& results);

/// Whether the ratio keeps the target; true without one.
bool is_met(const Result& result);

} // namespace bench
