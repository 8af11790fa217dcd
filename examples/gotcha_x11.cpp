// Avoids the word None, which <X11/X.h> defines as 0L.
#include <subprocess.hpp>

#include <iostream>
#include <optional>

#define None 0L // as in <X11/X.h>

namespace sp = subprocess;

int main() {
    // [x11]
    sp::Popen child({"true"}, sp::env = std::nullopt, sp::cwd = std::nullopt);
    child.wait();
    std::cout << "ended: " << child.returncode.has_value() << '\n';
    // [/x11]
}
