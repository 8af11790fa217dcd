// What the copies of a Sink or a Source share.
#pragma once

#include <subprocess/shared.hpp>

#include <atomic>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Its owners are counted. A new one has one owner.
class Node {
public:
    Node() = default;
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;
    virtual ~Node() = default;

    void retain() noexcept { m_owners.fetch_add(1, std::memory_order_relaxed); }
    void release() noexcept {
        if (m_owners.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
    }

private:
    std::atomic<long> m_owners{1};
};

/// The owner of what was kept.
class KeptOwner {
public:
    explicit KeptOwner(const Kept& kept) noexcept : m_kept(kept) {}
    KeptOwner(KeptOwner&& other) noexcept : m_kept(std::exchange(other.m_kept, {})) {}
    KeptOwner& operator=(KeptOwner&&) = delete;
    ~KeptOwner() {
        if (m_kept.destroy != nullptr)
            m_kept.destroy(m_kept.object);
    }

    void* get() const noexcept { return m_kept.object; }

private:
    Kept m_kept;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
