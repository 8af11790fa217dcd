#include "text_distance.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1); // the distances of what was seen of `a` from each beginning of `b`
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (const char in_a : a) {
        std::size_t diagonal = row[0]++;
        for (std::size_t i = 1; i < row.size(); ++i) {
            const std::size_t changed = diagonal + (in_a == b[i - 1] ? 0 : 1);
            diagonal = std::exchange(row[i], std::min({row[i] + 1, row[i - 1] + 1, changed}));
        }
    }
    return row.back();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
