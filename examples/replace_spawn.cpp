// Replaces the os.spawn family.
#include <subprocess.hpp>

#include <iostream>
#include <string>
#include <vector>

using namespace subprocess;

int main() {
    std::cout << std::unitbuf; // the children write to the same stdout

    // [nowait]
    int pid = Popen({"/bin/sh", "-c", "exit 0"}).detach();
    // [/nowait]
    std::cout << "started " << pid << '\n';

    // [wait]
    int retcode = call({"/bin/sh", "-c", "exit 7"});
    // [/wait]
    std::cout << "retcode: " << retcode << '\n';

    // [vector]
    std::string path = "/bin/sh";
    std::vector<std::string> words{"my-shell", "-c", "echo \"I am $0, called $1\"", "my-shell", "by a vector"};
    Popen child(words, executable = path); // runs path, with words[0] as its argv[0]
    // [/vector]
    child.wait();

    // [environment]
    Popen other({"/usr/bin/env"}, env = {{"PATH", "/usr/bin"}});
    // [/environment]
    other.wait();
}
