// Stages, as the user makes them.
#include <subprocess/pipeline.hpp>

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/given.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/options.hpp>

#include "call/check_arguments.hpp"
#include "stage_node.hpp"
#include "streams/node.hpp"

#include <initializer_list>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Copies a keyword's value to the field of its name, where others than stages have none.
template <class K> void keep_in(Options& options, const Keywords& keywords) {
    if constexpr ((K::functions & fn_stage) != 0) {
        using Field = std::decay_t<decltype(options.*K::field)>;
        if (keywords.given<K>())
            options.*K::field = Field(*keywords.find<K>());
    }
}

void keep_all_in(Options& options, const Keywords& keywords) {
#define SUBPROCESS_KEEP(name, value_type, taken_by) keep_in<kw::name>(options, keywords);
    SUBPROCESS_KEYWORDS(SUBPROCESS_KEEP)
#undef SUBPROCESS_KEEP
}

} // namespace

Node* command_node(const Args& command) {
    return new StageNode(Command(command));
}

Node* command_node(const Args& command, const Keywords& keywords) {
    check_arguments(keywords, fn_stage);
    auto node = std::make_unique<StageNode>(Command(command));
    keep_all_in(node->options, keywords);
    return node.release();
}

Node* function_node(const Passer& passer) {
    KeptOwner kept(passer.kept);
    return new StageNode(std::move(kept), passer);
}

StageList::StageList(std::initializer_list<const Stage*> stages) {
    m_stages.reserve(stages.size());
    for (const Stage* const one : stages)
        m_stages.push_back(*one);
}

StageList::~StageList() = default;

void StageList::add(const Stage& next) {
    m_stages.push_back(next);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
