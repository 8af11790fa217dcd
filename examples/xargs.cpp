// xargs -P: runs a command with each of the words after --, some at a time. What they say comes in the order of the
// words.
//
//     xargs 8 gzip -k -- a.txt b.txt c.txt
#include "helpers.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace sp = subprocess;

int main(int argc, char** argv) {
    char** const end = argv + argc;
    char** const separator = std::find(argv + 2, end, std::string_view("--"));
    std::vector<std::vector<std::string>> commands;
    for (char** word = separator + 1; word < end; ++word) {
        commands.emplace_back(argv + 2, separator);
        commands.back().push_back(*word);
    }

    const bool has_terminal = isatty(STDERR_FILENO) != 0;
    const auto show_progress = [&](const std::string& line) {
        if (has_terminal)
            std::cerr << "\r\033[K" << line << std::flush;
    };
    std::vector<std::optional<std::string>> said(commands.size());
    std::size_t done = 0, shown = 0, failed = 0;
    const auto report = [&](std::size_t index, const sp::Result<sp::CompletedProcess>& result) {
        said[index] = result ? *result->stdout_ : result.error().stdout_.value_or("") + result.error().what() + '\n';
        failed += result ? 0 : 1;
        show_progress("");
        for (; shown < said.size() && said[shown]; ++shown)
            std::cout << *said[shown] << std::flush;
        show_progress(std::to_string(++done) + " of " + std::to_string(commands.size()));
    };
    sp::run_all(commands, sp::jobs = std::stoi(argv[1]), sp::on_result = report, sp::keep_going = true,
                sp::check = true, sp::stdin_ = sp::DEVNULL, sp::stdout_ = sp::PIPE, sp::stderr_ = sp::STDOUT);
    show_progress("");
    std::cout << commands.size() - failed << " of " << commands.size() << " have succeeded\n";
    return failed == 0 ? 0 : 123; // as xargs does
}
