// Several starts, as the library itself describes them.
#pragma once

#include <subprocess/handle.hpp>

#include "os/process.hpp"
#include "os/start.hpp"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace tests {

using Processes = std::vector<std::unique_ptr<subprocess::detail::os::Process>>;

/// What to start, with everything that it refers to.
class Starts {
public:
    void add(std::vector<std::string> words, subprocess::NativeHandle input = subprocess::detail::no_handle,
             subprocess::NativeHandle output = subprocess::detail::no_handle);

    Processes run() const;

private:
    std::deque<std::vector<std::string>> m_words;
    std::deque<subprocess::detail::os::Start> m_starts;
};

/// Waits for all of them: `0 1 2 `.
std::string returncodes_of(const Processes& processes);

} // namespace tests
