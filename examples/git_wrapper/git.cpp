#include "git.hpp"

#include <subprocess.hpp>

#include <stdexcept>

namespace sp = subprocess;

std::string Git::branch() const {
    try {
        std::string name = sp::check_output({"git", "branch", "--show-current"}, sp::cwd = m_folder, sp::text = true);
        name.erase(name.find_last_not_of('\n') + 1);
        return name;
    } catch (const sp::FileNotFoundError&) {
        throw std::runtime_error("git is not installed");
    }
}

std::vector<std::string> Git::changed_files() const {
    std::vector<std::string> names;
    sp::Popen git({"git", "status", "--short"}, sp::cwd = m_folder, sp::stdout_ = sp::PIPE, sp::text = true);
    for (const std::string& line : git.stdout_)
        names.push_back(line.substr(3, line.find('\n') - 3));
    return names;
}

// [commit]
bool Git::commit(const std::string& message) const {
    const int code =
        sp::run({"git", "commit", "--quiet", "--file=-"}, sp::input = message, sp::cwd = m_folder).returncode;
    if (code > 1)
        throw std::runtime_error("git commit has failed");
    return code == 0;
}

void Git::push() const {
    for (int attempt = 1;; ++attempt) {
        try {
            sp::run({"git", "push"}, sp::cwd = m_folder, sp::timeout = 60.0, sp::check = true);
            return;
        } catch (const sp::TimeoutExpired&) {
            if (attempt == 2)
                throw std::runtime_error("the server does not answer");
        }
    }
}
// [/commit]
