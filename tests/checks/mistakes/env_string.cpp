// expect: subprocess: env takes {{"NAME", "value"}, ...}, {os_environ, {"NAME", "value"}, ...}, a map of strings, or None
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, env = "A=1");
}
