#include <subprocess/shape.hpp>

#include <subprocess/error.hpp>

#include "codecs/wide.hpp"
#include "python/raise.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

void refuse_null_pointer(std::string_view name) {
    throw ValueError(std::string(name) + " is a null pointer");
}

std::string View::str() const {
    if (is_null())
        refuse_null_pointer();
    if (kind == Kind::secret)
        refuse_secret();
    if (kind == Kind::wide_path)
        return narrow({static_cast<const wchar_t*>(data), size});
    return {static_cast<const char*>(data), size};
}

} // namespace detail
} // namespace v1
} // namespace subprocess
