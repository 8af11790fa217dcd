#include <subprocess/none.hpp>

#include <ostream>

namespace subprocess {
inline namespace v1 {

std::ostream& operator<<(std::ostream& out, None_t) {
    return out << "None";
}

} // namespace v1
} // namespace subprocess
