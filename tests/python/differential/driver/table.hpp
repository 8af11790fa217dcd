// The scenarios from the files in scenarios/, as words.
#pragma once

#include <string>
#include <vector>

namespace differential {

using Words = std::vector<std::string>;

struct Scenario {
    std::string name;
    std::vector<Words> steps;
};

// Reads one file. Its format is explained at the top of scenarios/arguments.txt.
std::vector<Scenario> read_table(const std::string& file);

} // namespace differential
