#include "preexec.hpp"

#include "child.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

bool call_preexec(const ChildPlan& plan) noexcept {
    try {
        plan.preexec_function(plan.preexec_context);
        return true;
    } catch (...) { // as in Python, the parent learns only that there was an exception
        return false;
    }
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
