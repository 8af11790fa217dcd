// expect: subprocess: an item of env is {"NAME", "value"}, {"NAME", None}, a map of strings, or os_environ
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, env = {"A", "1"});
}
