#include <subprocess.hpp>

int main() {
    std::string out = subprocess::check_output({"echo", "hello"});
    return out == "hello\n" ? 0 : 1;
}
