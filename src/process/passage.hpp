// Functions between two commands of a pipeline, while bytes go through them.
#pragma once

#include <subprocess/handle.hpp>

#include "limited_flow.hpp"
#include "os/streams.hpp"
#include "stage_node.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Reads no more until what the functions have put out is written, so that it needs little memory.
class Passage {
public:
    /// \param functions in this order; must outlive it
    Passage(std::vector<const StageNode*> functions, Handle&& from, Handle&& to)
        : m_functions(std::move(functions)), m_from(std::move(from)), m_to(std::move(to)) {}
    Passage(const Passage&) = delete;
    Passage& operator=(const Passage&) = delete;
    ~Passage() = default;

    /// \param activity is told of what moves; may be null
    void add_flows(std::vector<os::Flow>& flows, Activity* activity);

    /// Calls nothing.
    void close() {
        m_from.close();
        m_to.close();
    }

private:
    class Entry final : public os::Sink {
    public:
        explicit Entry(Passage& passage) : m_passage(passage) {}
        os::Room room() override;
        os::Verdict filled(std::size_t count) override;
        os::Wish wish() override;
        void ended() override;
        bool may_throw() const override { return true; }

    private:
        Passage& m_passage;
    };

    class Exit final : public os::Source {
    public:
        explicit Exit(Passage& passage) : m_passage(passage) {}
        std::string_view next() override { return m_passage.rest(); }
        void taken(std::size_t count) override;
        bool is_waiting() override { return !m_passage.m_has_ended && m_passage.rest().empty(); }

    private:
        Passage& m_passage;
    };

    std::string_view rest() const { return std::string_view(m_out).substr(m_taken); }
    bool give(std::string_view bytes);
    bool pass(std::size_t first, std::string_view bytes, std::string& out);

    const std::vector<const StageNode*> m_functions;
    Handle m_from, m_to;
    std::unique_ptr<char[]> m_memory;
    std::string m_out;
    std::size_t m_taken = 0; ///< of m_out
    bool m_has_ended = false;
    bool m_has_failed = false; ///< then it drops what comes, and keeps the next command waiting until it is ended
    Activity* m_activity = nullptr;
    Entry m_entry{*this};
    Exit m_exit{*this};
};

} // namespace detail
} // namespace v1
} // namespace subprocess
