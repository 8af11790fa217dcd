// Runs one scenario.
#pragma once

#include "table.hpp"

#include <string>

namespace differential {

// Creates `directory` and makes it the current one. Writes the observations to the descriptor `report_fd`.
void play(const Scenario& scenario, const std::string& directory, int report_fd);

} // namespace differential
