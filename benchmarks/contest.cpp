// contest COMMAND...: compares this library with others. Each command starts a contestant, which serves the requests
// that peers/serve.cpp describes. They take turns, and all are compared with the first one.
#include "measure.hpp"

#include <subprocess.hpp>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>

namespace {

namespace sp = subprocess;

/// A running contestant.
class Peer {
public:
    explicit Peer(const std::string& command)
        : m_process(command, sp::shell = true, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE), m_name(ask("version")) {}

    const std::string& name() const { return m_name; }

    std::string ask(const std::string& request) {
        m_process.stdin_.write(request + '\n');
        m_process.stdin_.flush();
        std::string reply;
        if (!m_process.stdout_.readline(reply))
            throw std::runtime_error("a contestant ended during the request: " + request);
        reply.pop_back();
        return reply;
    }

    double seconds(const std::string& request) { return std::stod(ask(request)) * 1e-9; }

private:
    sp::Popen m_process;
    std::string m_name;
};

using Peers = std::vector<std::unique_ptr<Peer>>;

std::vector<std::string> names_of(const Peers& peers) {
    std::vector<std::string> names;
    for (const auto& peer : peers)
        names.push_back(peer->name());
    return names;
}

void take_turns(const std::string& row, const Peers& peers, int rounds, const std::string& request) {
    std::vector<std::vector<double>> samples(peers.size());
    for (const auto& peer : peers)
        peer->ask(request); // warms it up
    for (int round = 0; round < rounds; ++round)
        for (std::size_t turn = 0; turn < peers.size(); ++turn) {
            const std::size_t who = bench::whose_turn(round, turn, peers.size());
            samples[who].push_back(peers[who]->seconds(request));
        }
    bench::print(bench::results_of(row, names_of(peers), samples));
}

/// In pairs, of which each has the first contestant: all together would not fit into the memory of a small machine.
void start_from_large_parents(const Peers& peers, int rounds) {
    std::vector<bench::Result> row;
    for (std::size_t other = 1; other < peers.size(); ++other) {
        Peer* const pair[] = {peers.front().get(), peers[other].get()};
        std::vector<std::vector<double>> samples(2);
        for (Peer* const peer : pair)
            peer->ask("ballast 1073741824");
        for (int round = 0; round < rounds; ++round)
            for (std::size_t turn = 0; turn < 2; ++turn) {
                const std::size_t who = bench::whose_turn(round, turn, 2);
                samples[who].push_back(pair[who]->seconds("capture 3 " EXIT_CHILD));
            }
        for (Peer* const peer : pair)
            peer->ask("ballast 0");
        const auto results = bench::results_of("start, capture stdout, wait, from a parent of 1 GiB",
                                               {pair[0]->name(), pair[1]->name()}, samples);
        row.insert(row.end(), results.begin() + (row.empty() ? 0 : 1), results.end());
    }
    bench::print(row);
}

} // namespace

int main(int argc, char** argv) {
    Peers peers;
    for (int i = 1; i < argc; ++i)
        peers.push_back(std::make_unique<Peer>(argv[i]));
    take_turns("start, capture stdout, wait", peers, 300, "capture 3 " EXIT_CHILD);
    start_from_large_parents(peers, 41);
    take_turns("capture 1 MiB", peers, 21, "capture 4 " WRITE_CHILD " 1048576");
    take_turns("capture 256 MiB", peers, 5, "capture 1 " WRITE_CHILD " 268435456");
    take_turns("64 MiB through cat", peers, 15, "cat 1 67108864 " CAT_CHILD);
}
