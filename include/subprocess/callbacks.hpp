/// \file
/// The values of `on_result` and `on_line`, which run_all() calls.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/shared.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

class CompletedProcess;
template <class T> class Result;

namespace detail {

/// Something to call as `f(index, argument)`. It refers to it. The result of a function that returns nothing is true.
template <class Argument> class IndexedCall {
public:
    bool given() const { return m_call != nullptr; }
    bool is_null() const { return m_is_null; }
    bool operator()(std::size_t index, Argument argument) const { return m_call(*this, index, argument); }

protected:
    template <class F> static constexpr bool takes = std::is_invocable_v<F&, std::size_t, Argument>;

    template <class F> void refer(F& callable) {
        if constexpr (std::is_function_v<F>)
            m_function = reinterpret_cast<void (*)()>(&callable);
        else
            m_object = const_cast<void*>(static_cast<const void*>(&callable));
        if constexpr (std::is_pointer_v<F>)
            m_is_null = callable == nullptr;
        m_call = [](const IndexedCall& self, std::size_t index, Argument argument) {
            F& f = self.callable<F>();
            if constexpr (std::is_void_v<std::invoke_result_t<F&, std::size_t, Argument>>)
                return f(index, argument), true;
            else
                return f(index, argument);
        };
    }

private:
    template <class F> F& callable() const {
        if constexpr (std::is_function_v<F>)
            return *reinterpret_cast<F*>(m_function);
        else
            return *static_cast<F*>(m_object);
    }

    void* m_object = nullptr;
    void (*m_function)() = nullptr;
    bool (*m_call)(const IndexedCall& self, std::size_t index, Argument argument) = nullptr;
    bool m_is_null = false;
};

template <class F, class... A> inline constexpr bool returns_nothing = std::is_void_v<std::invoke_result_t<F&, A...>>;
template <class F, class... A>
inline constexpr bool returns_bool = std::is_same_v<std::invoke_result_t<F&, A...>, bool>;

} // namespace detail

namespace arg {

/// A callable `f(std::size_t index, const Result<CompletedProcess>& result)`, None, or an optional of one. It must live
/// as long as the call. A null function pointer throws ValueError when it is used.
class OnResult : public detail::IndexedCall<const Result<CompletedProcess>&> {
public:
    OnResult() = default;
    /// Accepts a function, a lambda, or anything else that can be called so and returns nothing.
    template <class F, class = std::enable_if_t<!std::is_base_of_v<OnResult, std::decay_t<F>>>> OnResult(F&& callable) {
        if constexpr (takes<std::remove_reference_t<F>>) {
            static_assert(detail::returns_nothing<F, std::size_t, const Result<CompletedProcess>&>,
                          "subprocess: what on_result calls returns nothing");
            refer(callable);
        } else if constexpr (detail::is_optional<std::decay_t<F>>) {
            if (callable.has_value())
                *this = OnResult(*callable);
        } else if constexpr (!detail::is_none<std::decay_t<F>>)
            static_assert(detail::never<F>, "subprocess: on_result takes a callable f(std::size_t index, const "
                                            "Result<CompletedProcess>& result)");
    }
};

/// A callable `f(std::size_t index, std::string_view line)`, None, or an optional of one. It must live as long as the
/// call. A null function pointer throws ValueError when it is used.
class OnLine : public detail::IndexedCall<std::string_view> {
public:
    OnLine() = default;
    /// Accepts a function, a lambda, or anything else that can be called so and returns nothing, or a bool: false if it
    /// wants no more of this child.
    template <class F, class = std::enable_if_t<!std::is_base_of_v<OnLine, std::decay_t<F>>>> OnLine(F&& callable) {
        if constexpr (takes<std::remove_reference_t<F>>) {
            static_assert(detail::returns_nothing<F, std::size_t, std::string_view> ||
                              detail::returns_bool<F, std::size_t, std::string_view>,
                          "subprocess: what on_line calls returns nothing, or a bool: false if it wants no more");
            refer(callable);
        } else if constexpr (detail::is_optional<std::decay_t<F>>) {
            if (callable.has_value())
                *this = OnLine(*callable);
        } else if constexpr (!detail::is_none<std::decay_t<F>>)
            static_assert(detail::never<F>,
                          "subprocess: on_line takes a callable f(std::size_t index, std::string_view line)");
    }
};

} // namespace arg

namespace detail {

/// Makes a node with a count of one. What was kept is its, also if this throws.
Node* kept_node(const Kept& kept);

/// An OnResult or OnLine with a callable of its own, which its copies share.
template <class V> class SharedCall : public V {
public:
    SharedCall() = default;
    template <class F, class = std::enable_if_t<!std::is_base_of_v<V, std::decay_t<F>>>>
    SharedCall(F&& callable) : V(callable) {
        using U = std::decay_t<F>;
        if constexpr (is_optional<U>) {
            if (callable.has_value())
                *this = SharedCall(*static_cast<F&&>(callable));
        } else if constexpr (!is_none<U>) {
            const Kept kept = keep<U>(static_cast<F&&>(callable));
            m_node = Shared(kept_node(kept));
            this->refer(kept_in<U>(kept.object));
        }
    }

private:
    Shared m_node;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
