#include "peer.hpp"

#include <subprocess.hpp>

namespace bench::peer {

namespace sp = subprocess;

std::string version() {
    return "subprocess " SUBPROCESS_VERSION;
}

std::size_t capture(const Words& command) {
    return sp::run(command, sp::stdout_ = sp::PIPE).stdout_.size();
}

std::size_t round_trip(const Words& command, const std::string& input) {
    return sp::run(command, sp::input = input, sp::stdout_ = sp::PIPE).stdout_.size();
}

} // namespace bench::peer
