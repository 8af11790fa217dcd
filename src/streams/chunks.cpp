// each_chunk(), and to() for streams of the C and C++ libraries.
#include <subprocess/sinks.hpp>

#include <subprocess/reader.hpp>
#include <subprocess/shared.hpp>

#include "node.hpp"
#include "open_sink.hpp"
#include "os/streams.hpp"

#include <memory>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

class ChunkSink final : public OpenSink {
public:
    ChunkSink(Shared keeps, const Receiver& receiver) : m_keeps(std::move(keeps)), m_receiver(receiver) {}

    os::Verdict take(std::string_view bytes) override {
        return m_receiver.receive(m_receiver.kept.object, bytes) ? os::Verdict::go_on : os::Verdict::stop;
    }
    void finish() override {
        if (m_receiver.finish != nullptr)
            m_receiver.finish(m_receiver.kept.object);
    }

private:
    Shared m_keeps;
    const Receiver& m_receiver;
};

class ChunkNode final : public SinkNode {
public:
    ChunkNode(KeptOwner&& kept, const Receiver& receiver) : m_kept(std::move(kept)), m_receiver(receiver) {}

    std::unique_ptr<OpenSink> open(const StreamSettings&) override {
        retain();
        return std::make_unique<ChunkSink>(Shared(this), m_receiver);
    }

private:
    KeptOwner m_kept;
    Receiver m_receiver;
};

} // namespace

Node* chunk_node(const Receiver& receiver) {
    KeptOwner kept(receiver.kept);
    return new ChunkNode(std::move(kept), receiver);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
