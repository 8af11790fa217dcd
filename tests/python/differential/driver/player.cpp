#include "player.hpp"

#include "options.hpp"
#include "parent.hpp"
#include "verbs.hpp"

#include <filesystem>
#include <string_view>

namespace differential {

namespace sp = subprocess;

namespace {

// list WORD..., bytes WORD..., paths WORD..., string WORD, path WORD
bool set_command(sp::Command& command, const Words& step) {
    const std::string& verb = step[0];
    const Words words(step.begin() + 1, step.end());
    if (verb == "list" || verb == "bytes") // Python distinguishes str and bytes, C++ does not
        command = sp::Args(words);
    else if (verb == "paths")
        command = sp::Args(std::vector<std::filesystem::path>(words.begin(), words.end()));
    else if (verb == "string")
        command = sp::Args(words.front());
    else if (verb == "path")
        command = sp::Args(std::filesystem::path(words.front()));
    else
        return false;
    return true;
}

void report_warning(sp::Warning category, std::string_view message, void* report) {
    const char* name = category == sp::Warning::runtime ? "RuntimeWarning: " : "ResourceWarning: ";
    static_cast<Report*>(report)->field("warning", name + std::string(message));
}

} // namespace

void play(const Scenario& scenario, const std::string& directory, int report_fd) {
    Parent parent(directory);
    Scene scene(report_fd);
    sp::set_warning_handler(&report_warning, &scene.report);
    scene.report.begin_scenario(scenario.name);
    for (const Words& step : scenario.steps)
        if (!set_command(scene.command, step) && !parent.play(step) && !set_option(scene.options, step))
            play_verb(scene, step);

    parent.let_go(); // so that no child waits for us while we wait for it
    scene.processes.clear();
    scene.report.begin_step("parent");
    scene.report.bytes("stdout", read_file(directory + "/stdout"));
    scene.report.bytes("stderr", read_file(directory + "/stderr"));
    scene.report.end_scenario();
}

} // namespace differential
