#include <subprocess/owned.hpp>

#include <subprocess/grace.hpp>
#include <subprocess/limits.hpp>
#include <subprocess/pass_fds.hpp>
#include <subprocess/windows.hpp>

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

OwnedIdList::OwnedIdList(const arg::IdList& ids) {
    m_given = ids.given();
    m_visit = [](const arg::IdList& self, Visitor visitor, const void* context) {
        for (const arg::Id& id : static_cast<const OwnedIdList&>(self).m_ids)
            visitor(id, context);
    };
    ids.for_each([this](const arg::Id& id) { m_ids.emplace_back(id); });
}

OwnedIdList::OwnedIdList(const OwnedIdList& other) = default;
OwnedIdList& OwnedIdList::operator=(const OwnedIdList& other) = default;
OwnedIdList::~OwnedIdList() = default;

OwnedFdList::OwnedFdList() noexcept = default;
OwnedFdList::OwnedFdList(const OwnedFdList& other) : OwnedFdList(static_cast<const arg::FdList&>(other)) {}
OwnedFdList::~OwnedFdList() = default;

OwnedFdList::OwnedFdList(const arg::FdList& list) {
    m_copy.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i)
        m_copy.push_back(list[i]);
    show();
}

OwnedFdList& OwnedFdList::operator=(const OwnedFdList& other) {
    m_copy = other.m_copy;
    show();
    return *this;
}

void OwnedFdList::show() {
    m_passed = m_copy.data();
    m_size = m_copy.size();
}

OwnedGrace::OwnedGrace() noexcept = default;
OwnedGrace::OwnedGrace(const OwnedGrace& other) : OwnedGrace(static_cast<const arg::Grace&>(other)) {}
OwnedGrace::~OwnedGrace() = default;

OwnedGrace::OwnedGrace(const arg::Grace& steps) : m_copy(steps.begin(), steps.end()) {
    show();
}

OwnedGrace& OwnedGrace::operator=(const OwnedGrace& other) {
    m_copy = other.m_copy;
    show();
    return *this;
}

void OwnedGrace::show() {
    m_first = m_copy.data();
    m_size = m_copy.size();
}

StartupInfoArg::StartupInfoArg() noexcept = default;
StartupInfoArg::StartupInfoArg(const StartupInfo& info) : m_info(info), m_given(true) {}
StartupInfoArg::StartupInfoArg(const StartupInfoArg& other) = default;
StartupInfoArg& StartupInfoArg::operator=(const StartupInfoArg& other) = default;
StartupInfoArg::~StartupInfoArg() = default;

OwnedHook::OwnedHook(const OwnedHook& other) : arg::Hook(other), m_clone(other.m_clone), m_delete(other.m_delete) {
    if (m_clone != nullptr)
        m_object = m_clone(m_object);
}

// NOLINTNEXTLINE(bugprone-unhandled-self-assignment): the copy is made before anything is deleted
OwnedHook& OwnedHook::operator=(const OwnedHook& other) {
    const void* const copy = other.m_clone != nullptr ? other.m_clone(other.m_object) : other.m_object;
    if (m_delete != nullptr)
        m_delete(m_object);
    arg::Hook::operator=(other);
    m_clone = other.m_clone;
    m_delete = other.m_delete;
    m_object = copy;
    return *this;
}

OwnedHook::~OwnedHook() {
    if (m_delete != nullptr)
        m_delete(m_object);
}

} // namespace detail

namespace arg {

ResourceLimits::ResourceLimits() noexcept = default;
ResourceLimits::ResourceLimits(std::initializer_list<ResourceLimit> limits) : m_limits(limits) {}
ResourceLimits::ResourceLimits(const ResourceLimits& other) = default;
ResourceLimits& ResourceLimits::operator=(const ResourceLimits& other) = default;
ResourceLimits::~ResourceLimits() = default;

void ResourceLimits::add(const ResourceLimit& limit) {
    m_limits.push_back(limit);
}

} // namespace arg
} // namespace v1
} // namespace subprocess
