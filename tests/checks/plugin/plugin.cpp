// A plugin like those that users write. It uses the library's constants and is not optimised, because optimisation
// would remove them.
#include <subprocess.hpp>
#include <subprocess/iostream.hpp>
#include <subprocess/shlex.hpp>
#include <subprocess/which.hpp>

#include <utility>

using namespace subprocess;

namespace {

/// Takes the addresses of constants, as a user's function template does.
template <class... T> bool all_have_addresses(const T&... constants) {
    const void* volatile addresses[] = {&constants...}; // volatile, because compilers know that none is null
    for (const void* const address : addresses)
        if (address == nullptr)
            return false;
    return true;
}

bool uses_all_constants() {
    return all_have_addresses(None, PIPE, STDOUT, DEVNULL, os_environ, detail::no_handle, CREATE_NO_WINDOW,
                              create_no_window, stdin_, input, stdout_, stderr_, capture_output, shell, cwd, timeout,
                              check, encoding, errors, text, universal_newlines, env, bufsize, executable, preexec_fn,
                              close_fds, startupinfo, creationflags, restore_signals, start_new_session, pass_fds,
                              user_, group_, extra_groups, umask_, pipesize, process_group);
}

} // namespace

extern "C" __attribute__((visibility("default"))) int run_in_plugin() {
    try {
        run({"no such program"});
    } catch (const FileNotFoundError&) { // its text was formatted with fmt
        const auto result = run({"cat"}, input = "read", stdout_ = PIPE, stderr_ = STDOUT, text = true, timeout = 60);
        return result.stdout_ == "read" && uses_all_constants() ? 0 : 1;
    }
    return 2;
}
