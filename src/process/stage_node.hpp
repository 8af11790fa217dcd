// What the copies of a Stage share.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/options.hpp>
#include <subprocess/pipeline.hpp>
#include <subprocess/shared.hpp>

#include "streams/node.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// A command with its own keywords, or a function. It does not change.
class StageNode final : public Node {
public:
    explicit StageNode(Command&& its_command) : command(std::move(its_command)), m_kept(Kept()) {}
    StageNode(KeptOwner&& kept, const Passer& passer) : m_kept(std::move(kept)), m_pass(passer.pass) {}

    bool is_function() const { return m_pass != nullptr; }

    /// Calls the function. \return false if it wants no more
    bool pass(std::string_view in, std::string& out) const { return m_pass(m_kept.get(), in, out); }

    const Command command;
    Options options; ///< those that were given

private:
    const KeptOwner m_kept;
    bool (*const m_pass)(void* kept, std::string_view in, std::string& out) = nullptr;
};

inline const StageNode& node_of(const Stage& stage) {
    return *static_cast<const StageNode*>(stage.shared().get());
}

} // namespace detail
} // namespace v1
} // namespace subprocess
