// expect: subprocess: wait_any takes a range of Popen, of Popen*, of std::unique_ptr<Popen> or the like
#include <subprocess.hpp>

#include <vector>

using namespace subprocess;

void mistake(std::vector<int>& pids) {
    wait_any(pids);
}
