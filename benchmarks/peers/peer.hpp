// What each contestant has to be able to do. serve.cpp asks for it, driven by ../contest.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bench::peer {

using Words = std::vector<std::string>;

std::string version();

/// Runs a command and keeps what it writes to stdout. \return how much that was
std::size_t capture(const Words& command);

/// Runs a command, sends it `input`, and keeps what it writes to stdout. \return how much that was
std::size_t round_trip(const Words& command, const std::string& input);

} // namespace bench::peer
