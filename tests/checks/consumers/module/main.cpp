// A user's program that includes no header of the library: functions, keywords, operators and exceptions are imported.
#include <chrono>
#include <iostream>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

import subprocess;

namespace sp = subprocess;
using namespace subprocess::keywords;
using namespace std::chrono_literals;

int main() {
    const sp::CompletedProcess echo = sp::run({"echo", "x"}, capture_output = true, timeout = 60s);
    if (echo.stdout_ != "x\n" || echo.returncode != 0)
        return 1;

    sp::Popen cat({sp::which("cat").value()}, stdin_ = sp::PIPE, stdout_ = sp::PIPE, env = {{"NAME", "value"}});
    const auto [out, err] = cat.communicate(sp::shlex::join({"two words", "one"}));
    if (out != "'two words' one" || err != sp::None)
        return 2;

    std::stop_source stop;
    stop.request_stop();
    try {
        sp::run(std::vector<std::string>{"sleep", "60"}, cancel = stop.get_token());
        return 3;
    } catch (const sp::Cancelled& exception) {
        std::cout << exception << '\n';
    }

    const auto sorted = sp::run_pipeline({"printf", "b\\na\\n"}, {"sort"}, capture_output = true);
    if (sorted.stdout_ != "a\nb\n" || std::optional<int>() != sp::None)
        return 4;
    for (const auto& result : sp::run_all({{"true"}, {"false"}}))
        std::cout << result.value() << '\n';
    std::cout << cat << ' ' << sp::getoutput("echo y") << '\n';
    return 0;
}
