// The start of one command of a pipeline.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/values.hpp>

#include "child_start.hpp"
#include "os/stdio.hpp"
#include "stage_node.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

/// A standard stream of a command, which belongs to the pipeline.
struct Connection {
    NativeHandle handle = no_handle; ///< no_handle: inherited
    bool is_callers = false;
    bool is_closed = false;
};

class StageStart {
public:
    /// \param node, all must outlive it \param all those of the pipeline
    /// \throws what Popen throws for the keywords
    StageStart(const StageNode& node, const Keywords& all);
    StageStart(const StageStart&) = delete;
    StageStart& operator=(const StageStart&) = delete;
    ~StageStart() = default;

    /// Connects the streams; stderr as well, unless the stage has another one.
    void connect(const Connection& in, const Connection& out, const Connection& err);

    ChildStart& child() { return m_child; }

private:
    /// Its own keywords before those of the pipeline, of which those about the ends are hidden.
    struct Settings {
        Settings(const StageNode& node, const Keywords& all);

        const arg::Redirect<0> in;
        const arg::Redirect<1> out;
        const arg::Redirect<2> err;
        const arg::Int no_limit;
        const Redirection::Kind own_err;
        const Slot hidden_err, own;
        const Slot slots[5];
        const Keywords keywords;
    };

    void set(Stdio stream, const Connection& connection);

    const Settings m_settings;
    ChildStart m_child;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
