// Runs its arguments as a tree and returns the return code, so that tests can see what becomes of a tree whose owner
// dies.
#include <subprocess.hpp>

#include <string>
#include <vector>

int main(int argc, char** argv) {
    return subprocess::call(std::vector<std::string>(argv + 1, argv + argc), subprocess::tree = true);
}
