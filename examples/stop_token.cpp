// A std::stop_token ends a child; this needs C++20.
#include "helpers.hpp"

#include <subprocess/stop_token.hpp>

#include <stop_token>
#include <string_view>

namespace sp = subprocess;

int main(int, char** argv) {
    std::stop_source source;
    try {
        sp::run(
            {beside(argv[0], "encoder")}, sp::cancel = source.get_token(), sp::tree = true,
            sp::stdin_ = [] { return std::string(1000 * 1000, 'x'); }, // for ever
            sp::stderr_ = sp::each_line([&](std::string_view line) {
                std::cout << line << '\n';
                source.request_stop();
            }),
            sp::text = true);
    } catch (const sp::Cancelled&) {
        std::cout << "stopped\n";
    }
}
