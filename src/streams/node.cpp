#include "node.hpp"

#include <subprocess/callbacks.hpp>
#include <subprocess/subprocess_error.hpp>

#include "python/raise.hpp"

#include <cerrno>
#include <string>
#include <system_error>

namespace subprocess {
inline namespace v1 {
namespace detail {

void retain(Node* node) noexcept {
    node->retain();
}

void release(Node* node) noexcept {
    node->release();
}

namespace {

class KeptNode final : public Node {
public:
    explicit KeptNode(KeptOwner kept) noexcept : m_kept(std::move(kept)) {}

private:
    KeptOwner m_kept;
};

} // namespace

Node* kept_node(const Kept& kept) {
    KeptOwner owner(kept);
    return new KeptNode(std::move(owner));
}

void throw_file_error() {
    throw_os_error(std::error_code(errno, std::generic_category()));
}

void throw_stream_failed(const char* function) {
    throw SubprocessError(std::string(function) + ": the stream has failed");
}

} // namespace detail
} // namespace v1
} // namespace subprocess
