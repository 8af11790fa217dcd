// expect: subprocess: through takes a callable f(std::string_view in, std::string& out)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_pipeline({"a"}, through([](std::string_view) {}), {"b"});
}
