// tee(): one stream for several sinks.
#include <subprocess/sinks.hpp>

#include <subprocess/error.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/shared.hpp>

#include "node.hpp"
#include "open_sink.hpp"
#include "os/streams.hpp"

#include <cstddef>
#include <exception>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

class TeeSink final : public OpenSink {
public:
    explicit TeeSink(std::vector<std::unique_ptr<OpenSink>>&& branches) {
        for (auto& branch : branches)
            m_branches.push_back({std::move(branch)});
    }

    os::Wish wish() override {
        os::Wish all = os::Wish::never;
        for (Branch& branch : m_branches) {
            const os::Wish one = branch.wish();
            if (one == os::Wish::later)
                return one;
            if (one == os::Wish::now)
                all = one;
        }
        return all;
    }

    os::Verdict take(std::string_view bytes) override {
        for_each([bytes](Branch& branch) {
            if (branch.wish() != os::Wish::never)
                branch.has_enough = branch.sink->give(bytes) == os::Verdict::stop;
        });
        return wish() == os::Wish::never ? os::Verdict::stop : os::Verdict::go_on;
    }

    void finish() override {
        for_each([](Branch& branch) {
            if (!branch.has_enough)
                branch.sink->ended();
        });
    }

    bool is_off_after_error() const override { return false; }

    void add_flows(std::vector<os::Flow>& flows) override {
        for (Branch& branch : m_branches)
            branch.sink->add_flows(flows);
    }

    Captured* captured() override {
        for (Branch& branch : m_branches)
            if (Captured* const captured = branch.sink->captured())
                return captured;
        return nullptr;
    }

private:
    struct Branch {
        os::Wish wish() const { return has_enough ? os::Wish::never : sink->wish(); }

        std::unique_ptr<OpenSink> sink;
        bool has_enough = false;
    };

    /// All of them, also if one throws.
    template <class Work> void for_each(Work work) {
        std::exception_ptr first_error;
        for (Branch& branch : m_branches)
            try {
                work(branch);
            } catch (...) {
                if (first_error == nullptr)
                    first_error = std::current_exception();
            }
        if (first_error != nullptr)
            std::rethrow_exception(first_error);
    }

    std::vector<Branch> m_branches;
};

class TeeNode final : public SinkNode {
public:
    TeeNode(const Sink* branches, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            m_branches.push_back(branches[i].shared());
        int captures = 0;
        for (const Shared& branch : m_branches)
            captures += node_of(branch).captures() ? 1 : 0;
        if (captures > 1)
            throw ValueError("tee: only one of its targets can capture");
        m_captures = captures == 1;
    }

    bool captures() const override { return m_captures; }

    std::unique_ptr<OpenSink> open(const StreamSettings& settings) override {
        std::vector<std::unique_ptr<OpenSink>> opened;
        opened.reserve(m_branches.size());
        for (const Shared& branch : m_branches)
            opened.push_back(node_of(branch).open(settings));
        return std::make_unique<TeeSink>(std::move(opened));
    }

private:
    static SinkNode& node_of(const Shared& branch) { return *static_cast<SinkNode*>(branch.get()); }

    std::vector<Shared> m_branches;
    bool m_captures = false;
};

} // namespace

Node* tee_node(const Sink* branches, std::size_t count) {
    return new TeeNode(branches, count);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
