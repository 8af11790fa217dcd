#include <subprocess/shape.hpp>

#include "text/wide.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {

std::string detail::View::str() const {
    if (kind == Kind::wide_path)
        return narrow({static_cast<const wchar_t*>(data), size});
    return {static_cast<const char*>(data), size};
}

} // namespace v1
} // namespace subprocess
