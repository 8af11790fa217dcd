// Sources of the user's: what they share, and what each stream that comes from them has for itself.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/reader.hpp>

#include "node.hpp"
#include "os/streams.hpp"

#include <memory>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// A source while one stream comes from it.
class OpenSource : public os::Source {
public:
    bool may_throw() const override { return true; }

    /// Adds the streams from which bytes come here.
    virtual void add_flows(std::vector<os::Flow>&) {}
};

/// The node of a Source.
class SourceNode : public Node {
public:
    /// \param target the stream that it is for
    virtual std::unique_ptr<OpenSource> open(const StreamSettings& settings, Handle& target) = 0;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
