// One-way communication: writes to a process that shares our stdout.
#include <subprocess.hpp>

#include <iostream>

namespace sp = subprocess;

int main() {
    std::cout << "write:" << std::endl; // flushed now, because cat writes to the same stdout
    sp::Popen proc({"cat", "-"}, sp::stdin_ = sp::PIPE);
    proc.communicate("stdin: to stdin\n");
}
