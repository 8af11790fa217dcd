// Work that several rows have in common.
#pragma once

#include "floor.hpp"

#include <subprocess.hpp>

#include <cstddef>

namespace bench {

inline constexpr std::size_t mebibyte = std::size_t{1} << 20;
inline constexpr std::size_t gibibyte = std::size_t{1} << 30;

/// The command of a child that only exits.
inline Argv exit_command() {
    static const char* const words[] = {EXIT_CHILD, nullptr};
    return const_cast<Argv>(words);
}

inline void capture_it() {
    subprocess::run({EXIT_CHILD}, subprocess::stdout_ = subprocess::PIPE);
}

} // namespace bench
