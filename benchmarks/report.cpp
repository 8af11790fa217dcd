// report LIMITS CONTEST TABLE CHART: turns the results of limits and contest into a Markdown table and an SVG chart.
#include "chart.hpp"
#include "machine.hpp"
#include "measure.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>

namespace {

using bench::Result;
using Results = std::vector<Result>;

Results read(const char* path) {
    Results results;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields(line);
        Result result;
        std::getline(fields, result.row, '\t');
        std::getline(fields, result.contestant, '\t');
        fields >> result.median >> result.unit >> result.ratio >> result.low >> result.high;
        fields.ignore(1);
        std::getline(fields, result.target);
        results.push_back(result);
    }
    return results;
}

std::string cells(const Result& result) {
    char text[256];
    std::snprintf(text, sizeof text, "%s | %.4g %s | %.2f | %.2f to %.2f |", result.contestant.c_str(), result.median,
                  result.unit.c_str(), result.ratio, result.low, result.high);
    return text;
}

std::string table(const Results& results, bool has_targets) {
    std::string lines = has_targets ? "| row | contestant | median | ratio | 10 % to 90 % | promised | kept |\n"
                                      "| --- | --- | --: | --: | --: | --: | --- |\n"
                                    : "| row | contestant | median | ratio | 10 % to 90 % |\n"
                                      "| --- | --- | --: | --: | --: |\n";
    std::string row;
    for (const Result& result : results) {
        lines.append("| ").append(result.row == row ? "" : result.row).append(" | ").append(cells(result));
        if (has_targets) {
            const char* const kept = result.target.empty() ? "" : is_met(result) ? "yes" : "**no**";
            lines.append(" ").append(result.target).append(" | ").append(kept).append(" |");
        }
        lines += '\n';
        row = result.row;
    }
    return lines;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 5)
        return 2;
    const Results limits = read(argv[1]);
    const Results contest = read(argv[2]);
    std::ofstream page(argv[3]);
    page << "Measured on: " << bench::describe_machine() << ".\n\n";
    page << "### Beside the same work by hand\n\n" << table(limits, true) << '\n';
    page << "### Beside others\n\n![chart](performance.svg)\n\n" << table(contest, false);
    std::ofstream(argv[4]) << bench::draw(contest);
    return page.good() ? 0 : 1;
}
