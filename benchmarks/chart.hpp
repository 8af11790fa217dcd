// Draws results as horizontal bars.
#pragma once

#include "measure.hpp"

#include <string>
#include <vector>

namespace bench {

/// An SVG picture with a group of bars for each row and, in it, a bar for each contestant, as long as its ratio.
std::string draw(const std::vector<Result>& results);

} // namespace bench
