// A user's program: it uses every public header, an exception thrown by the library, and the streams.
#include <subprocess.hpp>
#include <subprocess/expect.hpp>
#include <subprocess/iostream.hpp>
#include <subprocess/shlex.hpp>
#include <subprocess/which.hpp>
#if defined(CONSUMER_HAS_FMT)
#include <subprocess/format.hpp>
#endif

#include <iostream>
#include <stdexcept>

namespace sp = subprocess;

int main() {
    try {
        sp::run({"sh", "-c", "exit 3"}, sp::check = true);
        return 1;
    } catch (const sp::CalledProcessError& error) {
        if (error.returncode != 3)
            return 2;
    }
    try {
        sp::run({"no such program"});
        return 3;
    } catch (const sp::OSError& error) {
        std::cout << error << '\n';
    }
    try {
        sp::run({"cat"}, sp::encoding = "no such encoding");
        return 6;
    } catch (const sp::Error& error) {
        std::cout << error.what() << '\n';
    }
    try {
        return sp::Output().value().empty() ? 7 : 8;
    } catch (const std::logic_error& error) {
        std::cout << error.what() << '\n';
    }

    sp::Popen cat({sp::which("cat").value()}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE, sp::text = true);
    const sp::Outputs outputs = cat.communicate(sp::shlex::join({"two words", "one"}), sp::timeout = 60.0);
    if (outputs.stdout_ != "'two words' one")
        return 4;
#if defined(CONSUMER_HAS_FMT)
    if (fmt::format("{}", cat) != "<Popen: returncode: 0 args: ['" + cat.args[0] + "']>")
        return 5;
#endif
    std::cout << cat << '\n';
    return 0;
}
