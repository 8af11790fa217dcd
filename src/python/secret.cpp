#include <subprocess/secret.hpp>

#include "revealed.hpp"

#include <ostream>

namespace subprocess {
inline namespace v1 {

std::ostream& operator<<(std::ostream& out, const Secret& hidden) {
    return out << detail::Revealed::shown(hidden);
}

} // namespace v1
} // namespace subprocess
