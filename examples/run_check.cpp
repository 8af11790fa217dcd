// check = true turns a return code other than 0 into an exception.
#include <subprocess.hpp>

#include <iostream>

namespace sp = subprocess;

int main() {
    try {
        sp::run({"false"}, sp::check = true);
    } catch (const sp::CalledProcessError& error) {
        std::cout << "ERROR: " << error.what() << '\n';
    }
}
