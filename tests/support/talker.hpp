// A child whose output is known to be in its pipe.
#pragma once

#include "support/helpers.hpp"

#include <string>
#include <vector>

namespace tests {

/// A child that says something and blocks. Once it is ready, what it has said is in the pipe.
struct Talker {
    template <class... Parts> std::vector<std::string> command(const Parts&... parts) const {
        return child("to", 1, "so far", "to", words.writer.get(), "ready", "until", 0, parts...);
    }
    subprocess::Options options() {
        subprocess::Options given = passing({words.writer.get()});
        given.stdin_ = gate;
        return given;
    }
    void await_ready() const { words.read(); }

    Gate gate;
    Pipe words;
};

} // namespace tests
