// The start of a child in steps, so that several starts can overlap.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/output.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/sources.hpp>

#include "child_process.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"
#include "python/environment.hpp"
#include "served.hpp"
#include "streams/child_streams.hpp"

#include <memory>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

class AuditedProcess;
void destroy(AuditedProcess* process) noexcept;

/// The steps are: make it, prepare(), open(), start `request`, take().
class ChildStart {
public:
    /// Reads the keywords, which must outlive it, and so must the command. \throws what Popen throws for them
    ChildStart(const Command& command, const Keywords& keywords);

    /// Checks the request, opens sinks and a source, and tells the audit hook. \throws what that throws
    void prepare(const Command& command, Lives lives);

    /// Opens the streams. \return our ends of those that neither sinks nor a source serve
    PerStdio<Handle>& open();

    /// Its streams with sinks or a source; null: none.
    Served* served() const { return m_child->served.get(); }

    /// Closes the child's ends of the streams.
    /// \param process was started by `request`
    std::unique_ptr<ChildProcess> take(std::unique_ptr<os::Process> process) noexcept;

    Output encoding, errors;
    const std::optional<int> pipe_size;
    StreamSettings settings;
    const Redirections redirections;
    Opaque<SecretVariables> secrets; ///< null: there are none in the environment
    os::Start request;               ///< streams that the keywords do not set can be set here before prepare()

private:
    std::unique_ptr<ChildProcess> m_child;
    ChildStreams m_streams;
    Opaque<AuditedProcess> m_audited; ///< until the start; null: no hook wants to know the end
};

} // namespace detail
} // namespace v1
} // namespace subprocess
