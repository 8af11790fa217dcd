// Sends 200 MB that exist nowhere as a whole to a program, and shows its progress as it goes on.
#include "helpers.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace sp = subprocess;

int main(int, char** argv) {
    const std::string frame(1000 * 1000, 'x');
    int left = 200;

    auto encoded = sp::run(
        {beside(argv[0], "encoder")},
        sp::stdin_ = [&] { return left-- > 0 ? std::string_view(frame) : std::string_view(); },
        sp::stderr_ = sp::each_line([](std::string_view line) { std::cout << line << '\n'; }), sp::stdout_ = sp::PIPE,
        sp::text = true, sp::check = true);
    std::cout << encoded.stdout_;
}
