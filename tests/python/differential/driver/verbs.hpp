// The steps that do something with children and report what came of it.
#pragma once

#include "report.hpp"
#include "table.hpp"

#include <subprocess.hpp>

#include <string>
#include <vector>

namespace differential {

// What the steps of one scenario share.
struct Scene {
    explicit Scene(int report_fd) : report(report_fd) {}

    // The process that was started last.
    subprocess::Popen& process();
    subprocess::Reader& reader(const std::string& name);

    Report report;
    subprocess::Command command;
    subprocess::Options options;
    std::vector<subprocess::Popen> processes;
};

// Reports the exception when there is one. \throws std::runtime_error when there is no such step
void play_verb(Scene& scene, const Words& step);

std::string read_file(const std::string& name);

} // namespace differential
