// The steps that do something with children and report the result.
#pragma once

#include "report.hpp"
#include "table.hpp"

#include <subprocess.hpp>

#include <string>
#include <vector>

namespace differential {

// The state that the steps of a scenario share.
struct Scene {
    explicit Scene(int report_fd) : report(report_fd) {}

    // The last process started.
    subprocess::Popen& process();
    subprocess::Reader& reader(const std::string& name);

    Report report;
    subprocess::Command command;
    subprocess::Options options;
    std::vector<subprocess::Popen> processes;
};

// Runs a step and reports its exception, if any. \throws std::runtime_error if there is no such step
void play_verb(Scene& scene, const Words& step);

std::string read_file(const std::string& name);

} // namespace differential
