// Plays one scenario.
#pragma once

#include "table.hpp"

#include <string>

namespace differential {

// In `directory`, which is made and becomes the current one. What is seen goes to the descriptor `report_fd`.
void play(const Scenario& scenario, const std::string& directory, int report_fd);

} // namespace differential
