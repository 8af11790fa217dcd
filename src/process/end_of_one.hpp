// The end of the first of several programs.
#pragma once

#include "child_process.hpp"
#include "os/deadline.hpp"
#include "os/streams.hpp"

#include <subprocess/handle.hpp>

#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

class EndOfOne final : public os::Event {
public:
    /// \param children must outlive it, at least one
    explicit EndOfOne(const std::vector<ChildProcess*>& children) : m_children(children) {}

    bool has_happened() override;
    /// Of several there is no single handle.
    NativeHandle handle() const noexcept override;

    /// \return false if the deadline passes first
    bool await(const Deadline& deadline);

private:
    const std::vector<ChildProcess*>& m_children;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
