/// \file
/// The field types of Options: keyword values that own copies of what they refer to. What touches a std::vector is
/// defined in src/: inline, it would cost every file that includes this one the members of that vector.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/identity.hpp>
#include <subprocess/none.hpp>
#include <subprocess/preexec.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/shared.hpp>
#include <subprocess/sources.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

/// A Path, Bytes or Id with its own copy of the characters.
template <class V> class Owned : public V {
public:
    Owned() = default;
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Owned, T>>> Owned(const T& value) : V(value) {
        keep();
    }
    Owned(const char* text) : V(text) { keep(); }
    Owned(const Owned& other) : V(other) { keep(); }
    Owned& operator=(const Owned& other) {
        V::operator=(other);
        keep();
        return *this;
    }
    ~Owned() = default;

private:
    void keep() {
        View& view = this->m_view;
        if (!view.given() || view.is_null())
            return;
        std::string copy = view.str(); // the view may refer to m_copy itself
        m_copy = std::move(copy);
        view = {m_copy.data(), m_copy.size(), view.kind == View::Kind::text ? view.kind : View::Kind::path};
    }

    std::string m_copy;
};

template <class T> inline constexpr bool is_file = has_native_handle<T> || has_fileno<T>;
template <class T> inline constexpr bool is_file<std::optional<T>> = is_file<T>;

/// A Redirect to keep. It owns a sink or source, which its copies share, and the name of a file, but no open file, so a
/// temporary one is rejected.
template <int Stream> class KeptRedirect : public arg::Redirect<Stream> {
public:
    KeptRedirect() = default;
    KeptRedirect(const arg::Redirect<Stream>& target) : arg::Redirect<Stream>(target) { keep(); }
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Redirection, std::decay_t<T>>>>
    KeptRedirect(T&& target) : arg::Redirect<Stream>(static_cast<T&&>(target)) {
        static_assert(std::is_lvalue_reference_v<T> || !is_file<T>,
                      "subprocess: an Options does not keep a file open; give it a File that lives until the call");
        keep();
    }
    KeptRedirect(const KeptRedirect& other) : arg::Redirect<Stream>(other), m_node(other.m_node) { keep_filename(); }
    KeptRedirect& operator=(const KeptRedirect& other) {
        arg::Redirect<Stream>::operator=(other);
        m_node = other.m_node;
        keep_filename();
        return *this;
    }
    ~KeptRedirect() = default;

private:
    void keep() {
        keep_filename();
        if (this->kind != Redirection::Kind::served)
            return;
        m_node = Shared(this->make(this->object, Lives::on));
        this->share(m_node);
    }
    void keep_filename() {
        if (this->filename == nullptr)
            return;
        m_filename = *this->filename;
        this->filename = &m_filename;
    }

    Shared m_node;
    std::string m_filename;
};

/// An IdList with its own copy of the names and numbers.
class OwnedIdList : public arg::IdList {
public:
    OwnedIdList() : OwnedIdList(arg::IdList()) {}
    OwnedIdList(std::initializer_list<arg::Id> ids) : OwnedIdList(arg::IdList(ids)) {}
    template <class T, class = std::enable_if_t<!std::is_base_of_v<arg::IdList, T>>>
    OwnedIdList(const T& ids) : OwnedIdList(arg::IdList(ids)) {}
    explicit OwnedIdList(const arg::IdList& ids);
    OwnedIdList(const OwnedIdList& other);
    OwnedIdList& operator=(const OwnedIdList& other);
    ~OwnedIdList();

private:
    std::vector<Owned<arg::Id>> m_ids;
};

/// A Hook with its own copy of the callable. (std::function would bring in <functional>.)
class OwnedHook : public arg::Hook {
public:
    OwnedHook() = default;
    template <class F, class = std::enable_if_t<!std::is_base_of_v<arg::Hook, F>>>
    OwnedHook(const F& callable) : arg::Hook(callable) {
        if constexpr (is_optional<F>)
            *this = or_none<OwnedHook>(callable);
        else if constexpr (!std::is_function_v<F> && !is_none<F>) {
            m_clone = [](const void* f) -> const void* { return new F(*static_cast<const F*>(f)); };
            m_delete = [](const void* f) { delete static_cast<const F*>(f); };
            m_object = m_clone(m_object);
        }
    }
    OwnedHook(const OwnedHook& other);
    OwnedHook& operator=(const OwnedHook& other);
    ~OwnedHook();

private:
    const void* (*m_clone)(const void*) = nullptr;
    void (*m_delete)(const void*) = nullptr;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
