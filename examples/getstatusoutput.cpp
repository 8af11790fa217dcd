// The output of a shell command, stdout and stderr together, without the last line end.
#include "helpers.hpp"

using namespace subprocess;

void show(const std::pair<int, std::string>& result) {
    std::cout << '(' << result.first << ", " << repr(result.second) << ")\n";
}

int main() {
    // [found]
    auto [code, output] = getstatusoutput("ls /bin/ls");
    // [/found]
    show({code, output});

    // [failed]
    auto missing_file = getstatusoutput("cat /bin/junk");
    // [/failed]
    show(missing_file);

    // [not_found]
    auto missing_program = getstatusoutput("/bin/junk");
    // [/not_found]
    show(missing_program);

    // [killed]
    auto killed = getstatusoutput("kill $$"); // the shell's built-in kill: not every machine has a /bin/kill
    // [/killed]
    show(killed);

    // [getoutput]
    std::string listing = getoutput("ls /bin/ls");
    // [/getoutput]
    std::cout << repr(listing) << '\n';
}
