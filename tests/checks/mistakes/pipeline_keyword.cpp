// expect: subprocess: a keyword is given twice in one call
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_pipeline({"a"}, {"b"}, check = true, check = true);
}
