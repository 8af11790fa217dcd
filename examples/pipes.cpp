// A pipeline: cat subprocess.hpp | grep '#include' | cut -f 2 -d '<'
#include <subprocess.hpp>

#include <iostream>
#include <string>

namespace sp = subprocess;

int main() {
    sp::Popen cat({"cat", "subprocess.hpp"}, sp::stdout_ = sp::PIPE);
    sp::Popen grep({"grep", "#include"}, sp::stdin_ = cat.stdout_, sp::stdout_ = sp::PIPE);
    sp::Popen cut({"cut", "-f", "2", "-d", "<"}, sp::stdin_ = grep.stdout_, sp::stdout_ = sp::PIPE);

    // Only the next command may hold each reading end, so that the writer notices when that command has ended.
    cat.stdout_.close();
    grep.stdout_.close();

    std::cout << "Included files:\n";
    for (const std::string& line : cut.stdout_)
        std::cout << line.substr(0, line.find('>')) << '\n';
}
