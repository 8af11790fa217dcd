#include <subprocess/output.hpp>

#include "raise.hpp"

#include <ostream>

namespace subprocess {
inline namespace v1 {

void Output::fail() {
    detail::throw_misuse("this output is None: it was not captured (capture_output = true, or stdout_ = PIPE)");
}

std::ostream& operator<<(std::ostream& out, const Output& output) {
    return output.has_value() ? out << *output : out << "None";
}

} // namespace v1
} // namespace subprocess
