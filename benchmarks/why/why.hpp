// Six things that people need from a library like this, done in the way that each contestant offers. why.cpp calls
// them, and writes what it saw.
#pragma once

#include <string>
#include <vector>

namespace why {

using Words = std::vector<std::string>;

std::string name();

/// Runs a program that does not exist. \return what one learns
std::string run_missing();

/// Runs a command that takes 10 seconds, with a limit of 200 ms. \return false if there are no limits
bool run_with_limit(const Words& command);

/// Runs a command, sends it `input`, and captures its stdout. \return false if it cannot do both
bool round_trip(const Words& command, const std::string& input, std::string& output);

/// Runs a command, and captures its stdout.
std::string capture(const Words& command);

} // namespace why
