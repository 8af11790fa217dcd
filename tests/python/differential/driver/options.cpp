#include "options.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <unistd.h>

namespace differential {

namespace sp = subprocess;

namespace {

// An object with fileno(), for redirections.
struct FileObject {
    int number;
    int fileno() const { return number; }
};

bool is_none(const Words& step) {
    return step[1] == "None";
}

sp::arg::Flag flag_of(const Words& step) {
    return is_none(step) ? sp::arg::Flag(sp::None) : sp::arg::Flag(step[1] == "true");
}

// stdout PIPE, stdout 50, stdout file 50
template <class R> R redirect_of(const Words& step) {
    if (is_none(step))
        return sp::None;
    if (step[1] == "PIPE")
        return sp::PIPE;
    if (step[1] == "DEVNULL")
        return sp::DEVNULL;
    if (step[1] == "CLOSED")
        return sp::CLOSED;
    if constexpr (std::is_same_v<R, sp::arg::Redirect<2>>)
        if (step[1] == "STDOUT")
            return sp::STDOUT;
    if (step[1] == "file")
        return FileObject{std::stoi(step[2])};
    return std::stoi(step[1]);
}

template <class V> V string_of(const Words& step) {
    return is_none(step) ? V(sp::None) : V(step[1]);
}

// cwd NAME, cwd path NAME, cwd bytes NAME
sp::detail::Owned<sp::arg::Path> path_of(const Words& step) {
    if (step.size() > 2)
        return std::filesystem::path(step[2]);
    return string_of<sp::detail::Owned<sp::arg::Path>>(step);
}

template <class V> V integer_of(const Words& step) {
    return is_none(step) ? V(sp::None) : V(std::stoi(step[1]));
}

sp::Timeout timeout_option(const Words& step) {
    return timeout_of(step[1]);
}

// A user or a group: a number or a name.
sp::detail::Owned<sp::arg::Id> id_of(const std::string& word) {
    char* end = nullptr;
    const long long number = std::strtoll(word.c_str(), &end, 10);
    return *end == '\0' ? sp::detail::Owned<sp::arg::Id>(number) : sp::detail::Owned<sp::arg::Id>(word);
}

sp::detail::OwnedIdList ids_of(const Words& step) {
    std::vector<sp::detail::Owned<sp::arg::Id>> ids;
    for (std::size_t i = 1; i < step.size(); ++i)
        ids.push_back(id_of(step[i]));
    return std::vector<sp::arg::Id>(ids.begin(), ids.end());
}

sp::detail::OwnedFdList fds_of(const Words& step) {
    std::vector<int> fds;
    for (std::size_t i = 1; i < step.size(); ++i)
        fds.push_back(std::stoi(step[i]));
    return fds;
}

// env None, env replace NAME VALUE..., env extend NAME VALUE..., env remove NAME...
sp::detail::OwnedEnv env_of(const Words& step) {
    if (is_none(step))
        return sp::None;
    sp::Environment variables;
    if (step[1] != "replace")
        variables = sp::os_environ.copy();
    for (std::size_t i = 2; i < step.size(); ++i) {
        if (step[1] == "remove") {
            variables.erase(step[i]);
            continue;
        }
        const std::string& name = step[i++];
        variables[name] = step.at(i);
    }
    return variables;
}

// preexec_fn exit 5, kill 9, raise, setenv NAME VALUE, write TEXT, touch NAME
sp::detail::OwnedHook hook_of(const Words& step) {
    const std::string what = step[1];
    if (what == "exit")
        return [code = std::stoi(step[2])] { ::_exit(code); };
    if (what == "kill")
        return [number = std::stoi(step[2])] { std::raise(number); };
    if (what == "raise")
        return [] { throw std::runtime_error("from the hook"); };
    if (what == "setenv")
        return [step] { ::setenv(step[2].c_str(), step[3].c_str(), 1); };
    if (what == "chdir")
        return [step] {
            if (::chdir(step[2].c_str()) != 0)
                ::_exit(99);
        };
    if (what == "write")
        return [step] {
            if (::write(1, step[2].data(), step[2].size()) < 0)
                ::_exit(99);
        };
    throw std::runtime_error("no such preexec_fn: " + what);
}

using Setter = void (*)(sp::Options& options, const Words& step);

// Sets one field: `field = read(step)`.
template <auto Field, auto Read> void set(sp::Options& options, const Words& step) {
    options.*Field = Read(step);
}

using O = sp::Options;

const std::map<std::string, Setter>& setters() {
    static const std::map<std::string, Setter> table = {
        {"stdin", &set<&O::stdin_, &redirect_of<sp::arg::Redirect<0>>>},
        {"stdout", &set<&O::stdout_, &redirect_of<sp::arg::Redirect<1>>>},
        {"stderr", &set<&O::stderr_, &redirect_of<sp::arg::Redirect<2>>>},
        {"input", &set<&O::input, &string_of<sp::detail::Owned<sp::arg::Bytes>>>},
        {"capture_output", &set<&O::capture_output, &flag_of>},
        {"check", &set<&O::check, &flag_of>},
        {"timeout", &set<&O::timeout, &timeout_option>},
        {"text", &set<&O::text, &flag_of>},
        {"universal_newlines", &set<&O::universal_newlines, &flag_of>},
        {"encoding", &set<&O::encoding, &path_of>},
        {"errors", &set<&O::errors, &path_of>},
        {"bufsize", &set<&O::bufsize, &integer_of<sp::arg::Int>>},
        {"pipesize", &set<&O::pipesize, &integer_of<sp::arg::Int>>},
        {"shell", &set<&O::shell, &flag_of>},
        {"executable", &set<&O::executable, &path_of>},
        {"cwd", &set<&O::cwd, &path_of>},
        {"env", &set<&O::env, &env_of>},
        {"preexec_fn", &set<&O::preexec_fn, &hook_of>},
        {"close_fds", &set<&O::close_fds, &flag_of>},
        {"pass_fds", &set<&O::pass_fds, &fds_of>},
        {"restore_signals", &set<&O::restore_signals, &flag_of>},
        {"start_new_session", &set<&O::start_new_session, &flag_of>},
        {"process_group", &set<&O::process_group, &integer_of<sp::arg::StrictInt>>},
        {"umask", &set<&O::umask_, &integer_of<sp::arg::StrictInt>>},
        {"creationflags", &set<&O::creationflags, &integer_of<sp::arg::Int>>},
        {"user", [](O& options, const Words& step) { options.user_ = id_of(step[1]); }},
        {"group", [](O& options, const Words& step) { options.group_ = id_of(step[1]); }},
        {"extra_groups", &set<&O::extra_groups, &ids_of>},
    };
    return table;
}

} // namespace

bool set_option(sp::Options& options, const Words& step) {
    const auto setter = setters().find(step[0]);
    if (setter == setters().end())
        return false;
    setter->second(options, step);
    return true;
}

sp::Timeout timeout_of(const std::string& word) {
    if (word == "None")
        return sp::None;
    return std::stod(word); // also accepts "nan" and "inf"
}

} // namespace differential
