#include "plan.hpp"

#include "cgroup.hpp"
#include "child.hpp"
#include "os/ask.hpp"
#include "os/posix/ask/environment.hpp"
#include "os/posix/system.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"
#include "preexec.hpp"
#include "words/search.hpp"

#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr const char* shell_program = "/bin/sh";

/// execve() takes char*, but does not write through it.
char* pointer_to(const std::string& string) {
    return const_cast<char*>(string.c_str());
}

void append_pointers(std::vector<char*>& pointers, const std::vector<std::string>& strings) {
    for (const std::string& string : strings)
        pointers.push_back(pointer_to(string));
    pointers.push_back(nullptr);
}

std::string search_path(const std::optional<std::vector<std::string>>& environment) {
    constexpr std::string_view name = "PATH=";
    constexpr const char* standard_path = "/bin:/usr/bin"; // Python's os.defpath
    if (!environment) {
        const char* ours = std::getenv("PATH");
        return ours != nullptr ? ours : standard_path;
    }
    for (const std::string& variable : *environment)
        if (variable.compare(0, name.size(), name) == 0)
            return variable.substr(name.size());
    return standard_path;
}

} // namespace

std::string program_of(const Start& start) {
    if (start.command.executable)
        return *start.command.executable;
    return start.command.shell ? shell_program : start.command.words.front();
}

std::string shown_program_of(const Start& start) {
    const bool is_word = !start.command.executable && !start.command.shell;
    return is_word ? start.command.shown->front() : program_of(start);
}

std::string searched_path(const Start& start) {
    return search_path(start.environment);
}

PreparedChild::PreparedChild(const Start& start) : m_start(start), m_program(program_of(start)) {
    plan.report = &report;
    plan.report_fd = -1;
    read_command(start);
    read_environment(start);
    find_candidates(start);
    read_descriptors(start);
    read_session(start);
    read_limits(start);
    read_identity(start);
    m_cgroup = open_cgroup(start);
    plan.cgroup = m_cgroup.get();
    m_cwd = start.cwd;
    plan.cwd = m_cwd ? m_cwd->c_str() : nullptr;
    plan.umask = start.posix.umask.value_or(-1);
    plan.restore_signals = start.posix.restore_signals;
    if (start.posix.preexec.function != nullptr) {
        plan.preexec = &call_preexec;
        plan.preexec_function = start.posix.preexec.function;
        plan.preexec_context = start.posix.preexec.context;
    }
}

void PreparedChild::read_command(const Start& start) {
    static char command_follows[] = "-c";
    constexpr std::size_t words_of_shell = 2;
    m_argv.reserve(words_of_shell + start.command.words.size() + 1);
    if (start.command.shell)
        m_argv = {pointer_to(m_program), command_follows};
    append_pointers(m_argv, start.command.words);
    plan.argv = m_argv.data();
}

void PreparedChild::read_environment(const Start& start) {
    plan.environment = environment_variables();
    if (!start.environment)
        return;
    m_pointers.reserve(start.environment->size() + 1);
    append_pointers(m_pointers, *start.environment);
    m_environment = m_pointers.data();
    plan.environment = &m_environment;
}

void PreparedChild::find_candidates(const Start& start) {
    if (m_program.find('/') != m_program.npos) {
        m_candidates = {m_program.c_str(), nullptr};
    } else {
        const std::string path = search_path(start.environment);
        for_each_item(path, ':', [this](std::string_view folder) { // an empty folder means the child's cwd
            m_paths.push_back(folder.empty() ? m_program : std::string(folder).append(1, '/').append(m_program));
        });
        for (const std::string& candidate : m_paths)
            m_candidates.push_back(candidate.c_str());
        m_candidates.push_back(nullptr);
    }
    plan.candidates = m_candidates.data();
}

void PreparedChild::read_session(const Start& start) {
    plan.start_new_session = start.posix.start_new_session || start.terminal;
    const bool leads_tree = start.tree && !has_supervisors && !plan.start_new_session;
    plan.set_process_group = start.posix.process_group.has_value() || leads_tree;
    plan.process_group = start.posix.process_group.value_or(0);
    plan.takes_foreground = start.posix.foreground;
    plan.terminal = -1;
    for (const Stdio stream : all_stdio)
        if (start.is_terminal[stream])
            plan.terminal = static_cast<int>(stream);
}

void PreparedChild::read_limits(const Start& start) {
    for (const ResourceLimit& limit : start.posix.limits)
        m_limits.push_back({limit.resource, {limit.soft, limit.hard}});
    plan.limits = m_limits.data();
    plan.limit_count = m_limits.size();
}

void PreparedChild::read_identity(const Start& start) {
    plan.set_user = start.posix.identity.user.has_value();
    plan.user = start.posix.identity.user.value_or(0);
    plan.set_group = start.posix.identity.group.has_value();
    plan.group = start.posix.identity.group.value_or(0);
    plan.set_groups = start.posix.identity.extra_groups.has_value();
    if (start.posix.identity.extra_groups)
        m_groups.assign(start.posix.identity.extra_groups->begin(), start.posix.identity.extra_groups->end());
    plan.groups = m_groups.data();
    plan.group_count = m_groups.size();
}

detail::KeywordName keyword_of(Step step) {
    switch (step) {
    case Step::pass_fds:
        return {"pass_fds"};
    case Step::session:
        return {"start_new_session"};
    case Step::terminal:
        return {"pty"};
    case Step::process_group:
        return {"process_group"};
    case Step::foreground:
        return {"foreground"};
    case Step::groups:
        return {"extra_groups"};
    case Step::group:
        return {"group_"};
    case Step::user:
        return {"user_"};
    case Step::tree:
        return {"tree"};
    default:
        return {};
    }
}

const char* PreparedChild::first_present() const {
    const char* const* candidate = plan.candidates;
    struct stat status {};
    while (candidate[1] != nullptr && ::stat(*candidate, &status) != 0)
        ++candidate;
    return *candidate;
}

namespace {

/// Linux counts the processes of a user when a child becomes that user, and refuses exec instead if they are too many.
bool is_about_processes(const ChildReport& report, const ChildLimit& limit) {
    return report.step == Step::exec && report.error == EAGAIN && limit_name(limit.resource) == "RLIMIT_NPROC";
}

} // namespace

std::string PreparedChild::refused_limit() const {
    for (const ChildLimit& limit : m_limits) {
        const bool is_refused = report.step == Step::limits && &limit == &m_limits[report.limit];
        if (is_refused || is_about_processes(report, limit))
            return "rlimits " + limit_name(limit.resource);
    }
    return {};
}

std::string PreparedChild::subject_of(Step step) const {
    switch (step) {
    case Step::chdir:
        return m_cwd.value_or(std::string());
    case Step::exec:
        return shown_program_of(m_start);
    default:
        return {};
    }
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
