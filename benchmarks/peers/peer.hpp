// What each contestant implements. serve.cpp calls it, driven by ../contest.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bench::peer {

using Words = std::vector<std::string>;

std::string version();

/// Runs a command and captures its stdout. \return the number of bytes
std::size_t capture(const Words& command);

/// Runs a command, sends it `input`, and captures its stdout. \return the number of bytes
std::size_t round_trip(const Words& command, const std::string& input);

} // namespace bench::peer
