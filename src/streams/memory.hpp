// Strings as the ends of a flow: what a child writes, and what is sent to it.
#pragma once

#include "os/streams.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Appends to a string. While much is being read, the bytes lie in blocks, from which deliver() moves them to the
/// string; the destructor does so, too, if an exception came first.
class MemorySink final : public os::Sink {
public:
    explicit MemorySink(std::string& bytes) : m_bytes(bytes) {}
    MemorySink(const MemorySink&) = delete;
    MemorySink& operator=(const MemorySink&) = delete;
    ~MemorySink() override;

    os::Room room() override;
    os::Verdict filled(std::size_t count) override;

    void append(std::string_view bytes);

    /// Once much has come, the string gets room for so many bytes at once, if the system has it.
    void expect(std::size_t size) { m_expected = size; }

    /// Completes the string. \throws std::bad_alloc, and nothing is lost
    void deliver();

private:
    struct Block {
        char* memory;
        std::size_t size, capacity;
    };

    bool has_room_in_block() const { return !m_blocks.empty() && m_blocks.back().size < m_blocks.back().capacity; }
    bool add_block();
    void make_expected_room();
    void store(std::string_view bytes);
    void append_and_unmap(Block& block);

    std::string& m_bytes;
    std::unique_ptr<char[]> m_scratch;
    std::vector<Block> m_blocks;
    std::size_t m_expected = 0;
};

/// Sends a string, which must outlive it.
class MemorySource final : public os::Source {
public:
    explicit MemorySource(std::string_view bytes) : m_rest(bytes) {}

    std::string_view next() override { return m_rest; }
    std::string_view rest() const { return m_rest; }
    void taken(std::size_t count) override { m_rest.remove_prefix(count); }

private:
    std::string_view m_rest;
};

/// Makes room for `more` bytes, and for further ones if there are many already.
void make_room(std::string& bytes, std::size_t more);

/// Gives back memory if the capacity is more than twice the size and more than the size plus 64 KiB: a string that we
/// return is no reservation of memory.
void limit_capacity(std::string& bytes);

} // namespace detail
} // namespace v1
} // namespace subprocess
