/// \file
/// try_run_pipeline(): run_pipeline() without exceptions. See try_run.hpp and docs/no_exceptions.md.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/call.hpp>
#include <subprocess/completed_pipeline.hpp>
#include <subprocess/given.hpp>
#include <subprocess/pipeline.hpp>
#include <subprocess/result.hpp>
#include <subprocess/shape.hpp>

#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

/// Puts stages into a list, which needs memory.
struct StageSource {
    const void* stages;
    void (*add_to)(const void* stages, StageList& list);
};

/// Up to eight, and null.
struct StagePointers {
    const Stage* all[9];

    void add_to(StageList& list) const {
        for (const Stage* const* one = all; *one != nullptr; ++one)
            list.add(**one);
    }
};

template <class R> struct StageRange {
    const R& stages;

    void add_to(StageList& list) const {
        for (const auto& one : stages)
            list.add(one);
    }
};

Result<CompletedPipeline> try_run_pipeline(const StageSource& source, const Keywords& keywords) noexcept;

template <class S, class... K>
Late<Result<CompletedPipeline>, K...> try_stages(const S& stages, K&&... arguments) noexcept {
    const StageSource source{&stages,
                             [](const void* from, StageList& list) { static_cast<const S*>(from)->add_to(list); }};
    return try_run_pipeline(source, Call<fn_pipeline, K...>(static_cast<K&&>(arguments)...).keywords());
}

} // namespace detail

/// As run_pipeline(). The stages are made before it is called, and may throw there: ValueError for a null pointer, and
/// std::bad_alloc.
/// \return what run_pipeline() returns, or why it cannot
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
detail::Late<Result<CompletedPipeline>, K...> try_run_pipeline(const Stage& a, const Stage& b,
                                                               K&&... arguments) noexcept {
    return detail::try_stages(detail::StagePointers{{&a, &b}}, static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
detail::Late<Result<CompletedPipeline>, K...> try_run_pipeline(const Stage& a, const Stage& b, const Stage& c,
                                                               K&&... arguments) noexcept {
    return detail::try_stages(detail::StagePointers{{&a, &b, &c}}, static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
detail::Late<Result<CompletedPipeline>, K...> try_run_pipeline(const Stage& a, const Stage& b, const Stage& c,
                                                               const Stage& d, K&&... arguments) noexcept {
    return detail::try_stages(detail::StagePointers{{&a, &b, &c, &d}}, static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
detail::Late<Result<CompletedPipeline>, K...> try_run_pipeline(const Stage& a, const Stage& b, const Stage& c,
                                                               const Stage& d, const Stage& e,
                                                               K&&... arguments) noexcept {
    return detail::try_stages(detail::StagePointers{{&a, &b, &c, &d, &e}}, static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
detail::Late<Result<CompletedPipeline>, K...> try_run_pipeline(const Stage& a, const Stage& b, const Stage& c,
                                                               const Stage& d, const Stage& e, const Stage& f,
                                                               K&&... arguments) noexcept {
    return detail::try_stages(detail::StagePointers{{&a, &b, &c, &d, &e, &f}}, static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
detail::Late<Result<CompletedPipeline>, K...> try_run_pipeline(const Stage& a, const Stage& b, const Stage& c,
                                                               const Stage& d, const Stage& e, const Stage& f,
                                                               const Stage& g, K&&... arguments) noexcept {
    return detail::try_stages(detail::StagePointers{{&a, &b, &c, &d, &e, &f, &g}}, static_cast<K&&>(arguments)...);
}
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
detail::Late<Result<CompletedPipeline>, K...>
try_run_pipeline(const Stage& a, const Stage& b, const Stage& c, const Stage& d, const Stage& e, const Stage& f,
                 const Stage& g, const Stage& h, K&&... arguments) noexcept {
    return detail::try_stages(detail::StagePointers{{&a, &b, &c, &d, &e, &f, &g, &h}}, static_cast<K&&>(arguments)...);
}

/// Takes the stages as a range, as run_pipeline() does.
template <class R, class... K, class = std::enable_if_t<detail::is_range<R> && !detail::is_string_or_path<R>>,
          class = std::enable_if_t<detail::are_keywords<K...>>>
detail::Late<Result<CompletedPipeline>, K...> try_run_pipeline(const R& stages, K&&... arguments) noexcept {
    using Element = detail::Bare<decltype(*std::begin(stages))>;
    static_assert(!detail::is_string_or_path<Element>, "subprocess: this range of strings is one command; "
                                                       "try_run_pipeline takes the commands one after the other, or a "
                                                       "range of commands");
    return detail::try_stages(detail::StageRange<R>{stages}, static_cast<K&&>(arguments)...);
}

/// \cond what does not compile
template <class... K, class = std::enable_if_t<detail::are_keywords<K...>>>
detail::Late<Result<CompletedPipeline>, K...> try_run_pipeline(const Stage&, K&&...) {
    static_assert(detail::never<K...>, "subprocess: a pipeline has at least two stages, try_run_pipeline({\"a\"}, "
                                       "{\"b\"}); a list of them is a range, std::vector<Stage>");
    return Failure();
}
template <class... More>
detail::Late<Result<CompletedPipeline>, More...> try_run_pipeline(const Stage&, const Stage&, const Stage&,
                                                                  const Stage&, const Stage&, const Stage&,
                                                                  const Stage&, const Stage&, const Stage&, More&&...) {
    static_assert(detail::never<More...>, "subprocess: try_run_pipeline takes two to eight stages one after the other; "
                                          "give it more as a range, std::vector<Stage>");
    return Failure();
}
/// \endcond

} // namespace v1
} // namespace subprocess
