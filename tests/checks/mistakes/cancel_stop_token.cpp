// expect: subprocess: a std::stop_token needs this first: #include <subprocess/stop_token.hpp>
#include <subprocess.hpp>

using namespace subprocess;

struct StopToken { // as std::stop_token in C++20
    bool stop_requested() const;
    bool stop_possible() const;
};

void mistake() {
    run({"ls"}, cancel = StopToken());
}
