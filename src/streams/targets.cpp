// to() for descriptors and names of files, and for the stdin_ of another child.
#include <subprocess/sinks.hpp>

#include <subprocess/append.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/shared.hpp>
#include <subprocess/stream.hpp>

#include "node.hpp"
#include "open_sink.hpp"
#include "os/streams.hpp"
#include "relay.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Writes to what never keeps us waiting.
class FileSink final : public OpenSink {
public:
    explicit FileSink(Handle&& file) : m_file(std::move(file)) {}

    os::Verdict take(std::string_view bytes) override {
        os::write_file(m_file.get(), bytes);
        return os::Verdict::go_on;
    }

private:
    Handle m_file;
};

/// Hands on to a stream that the exchange waits for.
class RelaySink final : public OpenSink {
public:
    RelaySink(Handle&& target, os::Whose whose, std::string_view first)
        : m_target(std::move(target)), m_whose(whose), m_buffer(m_target, first) {}

    // Straight into the buffer; take() is for tee().
    os::Room room() override { return m_buffer.room(); }
    os::Verdict filled(std::size_t count) override {
        m_buffer.filled(count);
        return os::Verdict::go_on;
    }
    os::Wish wish() override { return m_buffer.wish(); }
    os::Verdict take(std::string_view bytes) override {
        if (wish() == os::Wish::never)
            return os::Verdict::stop;
        m_buffer.append(bytes);
        return os::Verdict::go_on;
    }
    void finish() override { m_buffer.end(); }
    void add_flows(std::vector<os::Flow>& flows) override { flows.emplace_back(m_target, m_buffer, m_whose); }

private:
    Handle m_target; // a duplicate: the exchange closes it
    os::Whose m_whose;
    RelayBuffer m_buffer;
};

class HandleNode final : public SinkNode {
public:
    HandleNode(KeptOwner&& owner, NativeHandle handle) : m_owner(std::move(owner)), m_handle(handle) {}

    std::unique_ptr<OpenSink> open(const StreamSettings&) override {
        Handle target = os::duplicate(m_handle);
        if (os::can_be_waited_for(target.get(), os::Access::write))
            return std::make_unique<RelaySink>(std::move(target), os::Whose::others, std::string_view());
        return std::make_unique<FileSink>(std::move(target));
    }

private:
    KeptOwner m_owner;
    NativeHandle m_handle;
};

/// Opens the file anew for each stream.
class AppendNode final : public SinkNode {
public:
    explicit AppendNode(std::string filename) : m_filename(std::move(filename)) {}

    std::unique_ptr<OpenSink> open(const StreamSettings&) override {
        return std::make_unique<FileSink>(os::open_to_append(m_filename));
    }

private:
    std::string m_filename;
};

} // namespace

/// What it has buffered is sent first.
class WriterNode final : public SinkNode {
public:
    explicit WriterNode(Writer* target) : m_target(target) {}
    explicit WriterNode(Writer&& target) : m_kept(std::move(target)), m_target(&m_kept) {}

    std::unique_ptr<OpenSink> open(const StreamSettings&) override {
        Handle target = os::duplicate(m_target->native_handle());
        return std::make_unique<RelaySink>(std::move(target), os::Whose::ours, std::exchange(m_target->m_buffer, {}));
    }

private:
    Writer m_kept;
    Writer* m_target;
};

Node* handle_node(const KeptHandle& target) {
    KeptOwner owner(target.owner);
    return new HandleNode(std::move(owner), target.handle);
}

Node* append_node(const arg::Append& target) {
    return new AppendNode(target.name());
}

Node* writer_node(Writer* target) {
    return new WriterNode(target);
}

Node* writer_node(Writer&& target) {
    return new WriterNode(std::move(target));
}

} // namespace detail
} // namespace v1
} // namespace subprocess
