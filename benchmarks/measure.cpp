#include "measure.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace bench {

namespace {

constexpr double median_part = 0.5, low_part = 0.1, high_part = 0.9;

struct Scale {
    double factor;
    const char* unit;
};

Scale scale_of(double seconds) {
    if (seconds < 1e-3)
        return {1e6, "us"};
    return seconds < 1 ? Scale{1e3, "ms"} : Scale{1, "s"};
}

} // namespace

double percentile(std::vector<double> values, double part) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1) + 0.5)];
}

double seconds_of(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::size_t whose_turn(int round, std::size_t turn, std::size_t count) {
    const auto first = static_cast<std::size_t>(round / 2);
    return (first + (round % 2 == 0 ? turn : count - 1 - turn)) % count;
}

std::vector<Result> compare(const std::string& row, const std::vector<Contestant>& contestants, Rounds rounds,
                            const std::string& target) {
    std::vector<std::string> names;
    for (const Contestant& contestant : contestants)
        names.push_back(contestant.name);
    const std::size_t count = contestants.size();
    std::vector<std::vector<double>> samples(count);
    for (int round = -1; round < rounds.rounds; ++round) // round -1 warms up
        for (std::size_t turn = 0; turn < count; ++turn) {
            const std::size_t who = whose_turn(round + 1, turn, count);
            const double seconds = seconds_of([&] {
                for (int i = 0; i < rounds.batch; ++i)
                    contestants[who].work();
            });
            if (round >= 0)
                samples[who].push_back(seconds / rounds.batch);
        }
    return results_of(row, names, samples, target);
}

std::vector<Result> results_of(const std::string& row, const std::vector<std::string>& names,
                               const std::vector<std::vector<double>>& samples, const std::string& target) {
    std::vector<Result> results;
    for (std::size_t who = 0; who < names.size(); ++who) {
        std::vector<double> ratios;
        for (std::size_t round = 0; round < samples[who].size(); ++round)
            ratios.push_back(samples[who][round] / samples[0][round]);
        const double median = percentile(samples[who], median_part);
        const Scale scale = scale_of(median);
        Result result;
        result.row = row;
        result.contestant = names[who];
        result.median = median * scale.factor;
        result.unit = scale.unit;
        result.ratio = percentile(ratios, median_part);
        result.low = percentile(ratios, low_part);
        result.high = percentile(ratios, high_part);
        if (who == 1)
            result.target = target; // the target is for the second contestant
        results.push_back(result);
    }
    return results;
}

void print(const std::vector<Result>& results) {
    for (const Result& result : results)
        std::printf("%s\t%s\t%.4g\t%s\t%.3f\t%.3f\t%.3f\t%s\n", result.row.c_str(), result.contestant.c_str(),
                    result.median, result.unit.c_str(), result.ratio, result.low, result.high, result.target.c_str());
    std::fflush(stdout);
}

bool is_met(const Result& result) {
    if (result.target.size() < 3)
        return true;
    const double limit = std::atof(result.target.c_str() + 2);
    return result.target[0] == '<' ? result.ratio <= limit : result.ratio >= limit;
}

} // namespace bench
