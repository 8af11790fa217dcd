// Trees of processes in jobs.
#pragma once

#include "os/process.hpp"
#include "support/helpers.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tests {

/// The way into a job, by a generator of Catch: as since Windows 10, and as before, for programs that start suspended.
class EachWayIntoJob {
public:
    EachWayIntoJob();
    EachWayIntoJob(const EachWayIntoJob&) = delete;
    EachWayIntoJob& operator=(const EachWayIntoJob&) = delete;
    ~EachWayIntoJob();
};

/// A tree whose members have the gate as their stdin. Each of them holds its stdout open.
class Tree {
public:
    explicit Tree(const std::vector<std::string>& words, std::uint32_t creation_flags = 0);

    /// Blocks until a member writes.
    std::string said() const { return m_out.read(); }
    /// Blocks until no member is left.
    std::string rest() const { return m_out.read_all(); }
    void open_gate() { m_gate.open(); }

    std::unique_ptr<subprocess::detail::os::Process> process;

private:
    Gate m_gate;
    Pipe m_out;
};

/// A program that leaves a grandchild behind and exits with 3. If the gate opens, the grandchild says "lived".
std::vector<std::string> leaving_one();

/// A program that waits with a grandchild and that one's child, which says "x" at first, and "lived" if the gate opens.
std::vector<std::string> three_generations();

} // namespace tests
