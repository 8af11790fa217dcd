// Variable names: on a system that ignores their case, and how often they are compared.
#include "fake_os/fake_os.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <map>

using namespace tests;
using namespace subprocess;
namespace os = subprocess::detail::os;

namespace {

using Variables = std::vector<std::string>;

/// The environment that a child gets.
Variables environment_of(const detail::Env& variables) {
    Variables given;
    fake_os().on_spawn = [&given](const os::Start& request) { given = request.environment.value(); };
    run({"program"}, env = variables);
    return given;
}

/// The number of names that `work` examines if this process has `count` variables.
template <class Work> std::size_t looks(std::size_t count, const Work& work) {
    fake_os().environment.clear();
    for (std::size_t i = 0; i < count; ++i)
        fake_os().environment.push_back("VARIABLE_" + std::to_string(i * 7919) + "=v");
    const std::size_t before = fake_os().names_compared;
    work();
    return fake_os().names_compared - before;
}

/// Checks that twice as many variables take about twice as many looks; comparing each with each would take four times.
template <class Work> void check_growth(const Work& work) {
    const std::size_t few = looks(1000, work), many = looks(2000, work);
    REQUIRE(few >= 1000);
    REQUIRE(many < 3 * few);
}

} // namespace

TEST_CASE_METHOD(WithFakeOs, "where case is ignored, two spellings name one variable") {
    fake_os().ignores_case = true;
    fake_os().environment = {"Path=/old", "HOME=/fake", "PATH=/second"};
    CHECK(environment_of({os_environ, {"PATH", "/new"}}) == Variables{"Path=/new", "HOME=/fake"});
    CHECK(environment_of({os_environ, {"path", None}}) == Variables{"HOME=/fake"});
    CHECK(environment_of({{"a", "1"}, {"A", "2"}, os_environ, {"Home", None}}) == Variables{"a=2", "Path=/old"});
    Environment copy = os_environ.copy();
    CHECK(copy.get("PATH") == "/old");
    CHECK(copy.contains("pATH"));
    CHECK(copy.erase("pATH"));
    CHECK(copy.size() == 1);
}

TEST_CASE_METHOD(WithFakeOs, "where case matters, two spellings name two variables") {
    fake_os().environment = {"Path=/old", "HOME=/fake"};
    CHECK(environment_of({os_environ, {"PATH", "/new"}, {"path", None}}) ==
          Variables{"Path=/old", "HOME=/fake", "PATH=/new"});
}

TEST_CASE_METHOD(WithFakeOs, "finding and adding a variable stays fast with many variables") {
    check_growth([] { environment_of(os_environ); });
    check_growth([] { environment_of({os_environ, {"A", "1"}, {"HOME", None}}); });
    check_growth([] {
        const Environment copy = os_environ.copy();
        environment_of(copy);
        environment_of(std::map<std::string, std::string>(copy.begin(), copy.end()));
        Environment more = copy;
        more.update(copy);
        CHECK(more.size() == copy.size());
    });
    check_growth([] {
        Environment copy = os_environ.copy();
        for (const auto& [name, value] : os_environ.copy())
            CHECK((copy.contains(name) && copy.erase(name) && !copy.contains(name)));
        CHECK(copy.empty());
    });
}

TEST_CASE_METHOD(WithFakeOs, "variables keep their order and are found after any removal") {
    Environment variables;
    std::map<std::string, std::string> expected;
    unsigned random = 1;
    for (int i = 0; i < 3000; ++i) {
        random = random * 1664525U + 1013904223U;
        const std::string name = std::to_string((random >> 16) % 100);
        if ((random >> 8) % 3 == 0)
            CHECK(variables.erase(name) == (expected.erase(name) == 1));
        else
            variables[name] = expected[name] = std::to_string(i);
    }
    CHECK(variables.size() == expected.size());
    for (const auto& [name, value] : variables)
        CHECK((expected.at(name) == value && variables.get(name) == value));
}
