// Conversions of results, and std::optionals as values of keywords.
#include "support/helpers.hpp"

#include <functional>
#include <map>
#include <optional>
#include <tuple>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

// Results -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "an Output converts to a path") {
    const CompletedProcess result = run(child("to", 1, folder().string()), stdout_ = PIPE);
    const fs::path path = result.stdout_;
    CHECK(path == folder());
    CHECK(fs::path(result.stdout_) == folder());
    CHECK(fs::path(run(child("to", 1, "name"), stdout_ = PIPE).stdout_) == "name");
    CHECK(fs::is_directory(result.stdout_));
    CHECK_THROWS_AS(fs::path(result.stderr_), std::logic_error);
}

TEST_CASE("an Output and a string work in a conditional expression") {
    const CompletedProcess result{{"x"}, 0, "text", None};
    const auto shown = [&](bool was_captured) -> std::string { return was_captured ? result.stdout_ : "nothing"; };
    CHECK(shown(true) == "text");
    CHECK(shown(false) == "nothing");
    CHECK(result.stdout_.value_or("nothing") == "text");
    CHECK(result.stderr_.value_or("nothing") == "nothing");
}

TEST_CASE_METHOD(Census, "std::tie accepts the result of communicate") {
    const auto start = [] { return Popen(child("to", 1, "out", "to", 2, "err"), stdout_ = PIPE, stderr_ = PIPE); };
    std::string out, err;
    std::tie(out, err) = start().communicate();
    CHECK(out + err == "outerr");
    Output first, second;
    std::tie(first, second) = start().communicate();
    CHECK(first + second == "outerr");
    std::tie(std::ignore, out) = start().communicate();
    CHECK(out == "err");
    Popen silent(child("exit", 0));
    CHECK_THROWS_AS(std::tie(out, err) = silent.communicate(), std::logic_error);
    std::tie(first, out) = Popen(child("to", 2, "err"), stderr_ = PIPE).communicate();
    CHECK(first == None);
}

TEST_CASE_METHOD(Census, "a ReturnCode converts to int") {
    Popen process(child("until", 0, "exit", 3), stdin_ = PIPE);
    CHECK(process.returncode.value_or(-1) == -1);
    CHECK_THROWS_AS(int{process.returncode}, std::logic_error);
    CHECK_THROWS_AS(process.returncode < 0, std::logic_error);
    process.communicate();
    const int code = process.returncode;
    CHECK(code == 3);
    CHECK(process.returncode.value_or(-1) == 3);
    CHECK((process.returncode > 2 && 4 >= process.returncode && process.returncode + 1 == 4));
    const auto chosen = code == 3 ? process.returncode : -1;
    CHECK(std::is_same_v<decltype(chosen), const int>);
}

// Optionals -----------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "every keyword accepts a std::optional of its type") {
    const std::optional<std::string> sent = "text";
    const std::optional<fs::path> directory = folder();
    const std::optional<std::map<std::string, std::string>> variables{{{"FRUIT", "apple"}}};
    CHECK(check_output(child("cat"), input = sent, timeout = std::optional(60s), bufsize = std::optional(0)) == "text");
    CHECK(fs::equivalent(check_output(child("cwd"), cwd = directory), folder()));
    CHECK(own_variables(check_output(child("env"), env = variables)) == "FRUIT=apple\n");
    CHECK(check_output({"any", "to", "1", "x"}, executable = std::optional<const char*>(CHILD_PROGRAM)) == "x");
    CHECK(run(child("to", 1, "x"), capture_output = std::optional(true), encoding = std::optional("utf-8")).stdout_ ==
          "x");
    CHECK_THROWS_AS(run(child("exit", 1), check = std::optional(true)), CalledProcessError);
    CHECK_THROWS_AS(run(child("until", 0), stdin_ = Gate(), timeout = std::optional(0.0)), TimeoutExpired);
    const std::optional<File> file = subprocess::open(folder() / "file", "w");
    run(child("to", 1, "kept"), stdout_ = file);
    CHECK(content_of(folder() / "file") == "kept");
}

namespace {

/// A value of a keyword whose values are Ts. A new type needs a line below.
template <class T> struct Sample;
template <> struct Sample<arg::Bytes> { static inline const std::string value = "text"; };
template <> struct Sample<arg::Cancel> {
    static std::reference_wrapper<Cancellation> source() {
        static Cancellation cancellation;
        return cancellation;
    }
    static inline const auto value = source();
};
template <> struct Sample<arg::Cgroup> { static inline const fs::path value = "/"; };
template <> struct Sample<arg::Codes> { static inline const std::vector<int> value{0, 1}; };
template <> struct Sample<arg::Duration> { static constexpr auto value = 5s; };
template <> struct Sample<arg::Flag> { static constexpr auto value = true; };
template <> struct Sample<arg::Grace> { static constexpr auto value = 5s; };
template <> struct Sample<arg::Hook> {
    static inline const std::function<void()> value = [] {};
};
template <> struct Sample<arg::Id> { static inline const std::string value = "root"; };
template <> struct Sample<arg::IdList> { static inline const std::vector<std::string> value{"root"}; };
template <> struct Sample<arg::Int> { static constexpr auto value = 5; };
template <> struct Sample<arg::FdList> { static inline const std::vector<int> value{5}; };
template <> struct Sample<arg::OnLine> {
    static inline const std::function<bool(std::size_t, std::string_view)> value = [](auto&&...) { return true; };
};
template <> struct Sample<arg::OnResult> {
    static inline const std::function<void(std::size_t, const Result<CompletedProcess>&)> value = [](auto&&...) {};
};
template <> struct Sample<arg::Path> { static inline const fs::path value = "/"; };
template <int Stream> struct Sample<arg::Redirect<Stream>> { static constexpr auto value = DEVNULL; };
template <> struct Sample<arg::ResourceLimits> { static inline const std::map<int, int> value{{0, 1}}; };
template <> struct Sample<arg::Terminal> { static constexpr auto value = true; };
template <> struct Sample<arg::StrictInt> { static constexpr auto value = 5; };
template <> struct Sample<detail::Env> { static inline const std::map<std::string, std::string> value{{"A", "b"}}; };
template <> struct Sample<detail::StartupInfoArg> { static inline const StartupInfo value; };
template <> struct Sample<Timeout> { static inline const auto value = std::chrono::steady_clock::now(); };

/// Whether it is given by a std::optional with a value, and not by one without, in a call and in an Options.
template <class K> bool accepts_optional() {
    using T = typename K::type;
    const std::optional some(Sample<T>::value);
    const decltype(some) nothing;
    Options options;
    options.*K::field = some;
    const bool is_kept = (options.*K::field).given();
    options.*K::field = nothing;
    return is_kept && !(options.*K::field).given() && T(some).given() && !T(nothing).given();
}

} // namespace

TEST_CASE("no keyword has forgotten that it accepts a std::optional"){
#define CHECK_OPTIONAL(name, value_type, taken_by)                                                                     \
    {                                                                                                                  \
        INFO(#name);                                                                                                   \
        CHECK(accepts_optional<detail::kw::name>());                                                                   \
    }
    SUBPROCESS_KEYWORDS(CHECK_OPTIONAL)
#undef CHECK_OPTIONAL
}

TEST_CASE_METHOD(Census, "an empty std::optional is None") {
    const CompletedProcess result =
        run(child("exit", 1), timeout = std::optional<double>(), cwd = std::optional<std::string>(),
            input = std::optional<std::vector<char>>(), check = std::optional<bool>(), stdout_ = std::optional<int>(),
            stderr_ = std::optional<std::FILE*>(), env = std::optional<Environment>(), user_ = std::optional<int>(),
            group_ = std::optional<std::string>(), extra_groups = std::optional<std::vector<int>>(),
            umask_ = std::optional<int>(), pass_fds = std::optional<std::vector<int>>(),
            preexec_fn = std::optional<std::function<void()>>(), startupinfo = std::optional<StartupInfo>(),
            encoding = std::optional<std::string>(), executable = std::optional<fs::path>());
    CHECK(result.returncode == 1);
    CHECK(result.stdout_ == None);
}

TEST_CASE_METHOD(Census, "a variable whose value is an empty std::optional is left out") {
    const std::optional<std::string> fruit = "apple", nothing;
    CHECK(own_variables(check_output(child("env"), env = {{"FRUIT", fruit}, {"PAGER", "less"}, {"PAGER", nothing}})) ==
          "FRUIT=apple\n");
}

TEST_CASE_METHOD(Census, "an Options keeps the value of a std::optional") {
    Options options;
    options.input = std::optional<std::string>("text");
    options.cwd = std::optional<std::string>();
    options.timeout = std::optional(60s);
    CHECK(check_output(child("cat"), options) == "text");
    options.input = std::optional<std::string>();
    CHECK(check_output(child("cat"), options, stdin_ = DEVNULL).empty());
}

TEST_CASE_METHOD(Census, "wait and communicate accept positional std::optionals") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    CHECK(process.communicate(std::optional<std::string>("text"), std::optional<double>()).stdout_ == "text");
    CHECK(process.wait(std::optional(60s)) == 0);
}
