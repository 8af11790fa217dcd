// The values that check.cmake prints in a debugger.
#include <subprocess.hpp>

using namespace subprocess;

namespace {

volatile int stopped = 0;

void stop(const CompletedProcess& completed, const Output& none, const Output& characters, const ReturnCode& ended,
          const ReturnCode& running) {
    stopped = completed.returncode + *ended + (none == None) + (characters == "") + (running == None);
}

} // namespace

int main() {
    const char* euro = "it's \xe2\x82\xac";
    const CompletedProcess completed{Command({"ls", euro}), -9, Output("out\n\xff"), Output()};
    stop(completed, Output(), Output::decoded(euro), ReturnCode(3), ReturnCode());
}
