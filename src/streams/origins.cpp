// The nodes of sources: callables, ranges and streams in giver_node(), and descriptors.
#include <subprocess/sources.hpp>

#include <subprocess/handle.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/shared.hpp>

#include "node.hpp"
#include "open_source.hpp"
#include "os/streams.hpp"
#include "pieces.hpp"
#include "relay.hpp"

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

class GivenPieces final : public Pieces {
public:
    /// \param own what this child reads; empty: what was kept
    GivenPieces(Shared keeps, const Giver& giver, KeptOwner&& own, const StreamSettings& settings)
        : Pieces(settings), m_keeps(std::move(keeps)), m_giver(giver), m_own(std::move(own)) {}

private:
    std::string_view next_piece() override {
        return m_giver.next(m_own.get() != nullptr ? m_own.get() : m_giver.kept.object);
    }

    Shared m_keeps;
    const Giver& m_giver;
    KeptOwner m_own;
};

class GiverNode final : public SourceNode {
public:
    GiverNode(KeptOwner&& kept, const Giver& giver) : m_kept(std::move(kept)), m_giver(giver) {}

    std::unique_ptr<OpenSource> open(const StreamSettings& settings, Handle&) override {
        KeptOwner own(m_giver.begin != nullptr ? m_giver.begin(m_kept.get()) : Kept());
        retain();
        return std::make_unique<GivenPieces>(Shared(this), m_giver, std::move(own), settings);
    }

private:
    KeptOwner m_kept;
    Giver m_giver;
};

/// Reads what never keeps us waiting.
class FilePiecesOf final : public Pieces {
public:
    explicit FilePiecesOf(Handle&& file) : Pieces(StreamSettings()), m_file(std::move(file)) {}

private:
    std::string_view next_piece() override {
        if (!m_memory)
            m_memory.reset(new char[os::pipe_capacity]);
        return {m_memory.get(), os::read_file(m_file.get(), m_memory.get(), os::pipe_capacity)};
    }

    Handle m_file;
    std::unique_ptr<char[]> m_memory;
};

/// Hands on from a stream that the exchange waits for.
class RelaySource final : public OpenSource {
public:
    RelaySource(Handle&& origin, Handle& target) : m_origin(std::move(origin)), m_buffer(target), m_end(m_buffer) {}

    std::string_view next() override { return m_buffer.next(); }
    void taken(std::size_t count) override { m_buffer.taken(count); }
    bool is_waiting() override { return m_buffer.is_waiting(); }
    void add_flows(std::vector<os::Flow>& flows) override { flows.emplace_back(m_origin, m_end); }

private:
    class ReadEnd final : public os::Sink {
    public:
        explicit ReadEnd(RelayBuffer& buffer) : m_buffer(buffer) {}
        os::Wish wish() override { return m_buffer.wish(); }
        os::Room room() override { return m_buffer.room(); }
        os::Verdict filled(std::size_t count) override {
            m_buffer.filled(count);
            return os::Verdict::go_on;
        }
        void ended() override { m_buffer.end(); }
        void failed() override { m_buffer.end(); }

    private:
        RelayBuffer& m_buffer;
    };

    Handle m_origin; // a duplicate: the exchange closes it
    RelayBuffer m_buffer;
    ReadEnd m_end;
};

class OriginNode final : public SourceNode {
public:
    OriginNode(KeptOwner&& owner, NativeHandle handle) : m_owner(std::move(owner)), m_handle(handle) {}

    /// The bytes of a descriptor are sent as they are, as those of `stdin_ = file`.
    std::unique_ptr<OpenSource> open(const StreamSettings&, Handle& target) override {
        Handle origin = os::duplicate(m_handle);
        if (os::can_be_waited_for(origin.get(), os::Access::read))
            return std::make_unique<RelaySource>(std::move(origin), target);
        return std::make_unique<FilePiecesOf>(std::move(origin));
    }

private:
    KeptOwner m_owner;
    NativeHandle m_handle;
};

} // namespace

Node* giver_node(const Giver& giver) {
    KeptOwner kept(giver.kept);
    return new GiverNode(std::move(kept), giver);
}

Node* handle_source_node(const KeptHandle& origin) {
    KeptOwner owner(origin.owner);
    return new OriginNode(std::move(owner), origin.handle);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
