// expect: subprocess: what through calls returns void, or a bool: false if it wants no more
#include <subprocess.hpp>

using namespace subprocess;

int count(std::string_view in, std::string& out);

void mistake() {
    run_pipeline({"a"}, through(&count), {"b"});
}
