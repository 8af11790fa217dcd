// Replaces libFuzzer where each run starts processes, so that nothing is gained by watching its branches:
//     fuzz_secrets SECONDS [SEED]
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <chrono>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
    constexpr std::size_t size = 64;
    constexpr int least = 100; // rounds, however slow the machine is
    const std::chrono::seconds time(argc > 1 ? std::atoi(argv[1]) : 1);
    const auto seed = argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : std::random_device()();
    std::printf("seed %u\n", seed);
    std::fflush(stdout); // it may abort

    std::mt19937 generator(seed);
    const auto end = std::chrono::steady_clock::now() + time;
    int rounds = 0;
    for (; rounds < least || std::chrono::steady_clock::now() < end; ++rounds) {
        std::vector<std::uint8_t> bytes(size);
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>(generator());
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    std::printf("%d rounds\n", rounds);
}
