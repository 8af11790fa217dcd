// Sends generated text through `gzip | gunzip` and counts what comes out, in constant memory and on one thread.
#include "helpers.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace sp = subprocess;

int main() {
    const std::string piece(100 * 1000, 'x');
    int left = 1000;
    std::size_t count = 0;

    sp::run(
        "gzip -1 | gunzip", sp::shell = true, sp::check = true,
        sp::stdin_ = [&] { return left-- > 0 ? std::string_view(piece) : std::string_view(); },
        sp::stdout_ = sp::each_chunk([&](std::string_view bytes) { count += bytes.size(); }));
    std::cout << count << " bytes came back\n";
}
