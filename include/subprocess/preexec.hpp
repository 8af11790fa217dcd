/// \file
/// The value of `preexec_fn`.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>

#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace arg {

/// A callable without arguments, None, or an optional of one, for `preexec_fn`. It must live as long as the call. A
/// null function pointer throws ValueError when it is used.
class Hook {
public:
    Hook() = default;
    /// Accepts a function, a lambda, or anything else that can be called as `f()`.
    template <class F, class = std::enable_if_t<!std::is_base_of_v<Hook, F>>> Hook(const F& callable) {
        if constexpr (std::is_function_v<F>) {
            m_function = reinterpret_cast<void (*)()>(&callable);
            m_call = [](const Hook& self) { reinterpret_cast<F*>(self.m_function)(); };
        } else if constexpr (std::is_invocable_v<const F&>) {
            m_object = &callable;
            m_call = [](const Hook& self) { (*static_cast<const F*>(self.m_object))(); };
            if constexpr (std::is_pointer_v<F>)
                m_is_null = callable == nullptr;
        } else if constexpr (detail::is_optional<F>)
            *this = detail::or_none<Hook>(callable);
        else if constexpr (!detail::is_none<F>)
            static_assert(detail::never<F>, "subprocess: preexec_fn takes a callable without arguments");
    }

    /// \name Access
    /// \{
    /// `given()` is true unless it is None, `is_null()` is true for a null pointer, and `operator()` calls the
    /// callable, in the child. \throws what the callable throws
    bool given() const { return m_call != nullptr; }
    bool is_null() const { return m_is_null; }
    void operator()() const { m_call(*this); }
    /// \}

protected:
    const void* m_object = nullptr;
    void (*m_function)() = nullptr;
    void (*m_call)(const Hook& self) = nullptr;
    bool m_is_null = false;
};

} // namespace arg
} // namespace v1
} // namespace subprocess
