// Included last in a file that has included or defined the macros of other libraries: a program that uses our headers
// despite them. It calls the functions of our headers.
#include <subprocess.hpp>
#include <subprocess/expect.hpp>
#include <subprocess/format.hpp>
#include <subprocess/iostream.hpp>
#include <subprocess/shlex.hpp>
#include <subprocess/which.hpp>

#include <string>
#include <vector>

namespace macros {

inline bool runs() {
    const auto result =
        subprocess::run({CHILD_PROGRAM, "cat", "to", "2", "warned", "exit", "0"}, subprocess::input = "good day",
                        subprocess::capture_output = true, subprocess::check = true, subprocess::text = true,
                        subprocess::errors = "strict", subprocess::env = {{"NAME", "value"}}, subprocess::timeout = 300,
                        subprocess::umask_ = 022);
    return result.stdout_ == "good day" && result.stderr_ == "warned" && result.returncode == 0;
}

inline bool streams() {
    subprocess::Popen child({CHILD_PROGRAM, "cat"}, subprocess::stdin_ = subprocess::PIPE,
                            subprocess::stdout_ = subprocess::PIPE);
    child.stdin_.writelines(std::vector<std::string>{"one\n", "two\n", "three\n"});
    subprocess::OutputStream(child.stdin_) << "four\n";
    child.stdin_.close();
    const subprocess::Match found =
        subprocess::expect(child.stdout_, {"four", std::regex("(o)(ne)\n")}, subprocess::timeout = 300);
    std::string all = found.before + found.matched;
    for (const std::string& next : child.stdout_)
        all += next;
    return all == "one\ntwo\nthree\nfour\n" && child.wait(subprocess::timeout = 300) == 0;
}

inline bool throws() {
    try {
        subprocess::check_call({CHILD_PROGRAM, "exit", "3"});
    } catch (const subprocess::CalledProcessError& exception) {
        return exception.returncode == 3 && !fmt::format("{}", exception).empty();
    }
    return false;
}

} // namespace macros

int main() {
    return macros::runs() && macros::streams() && macros::throws() ? 0 : 1;
}
