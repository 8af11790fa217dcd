// Variable names, which Windows compares without case.
#include "codecs/wide.hpp"
#include "os/ask.hpp"
#include "support/helpers.hpp"
#include "support/windows/variable.hpp"

#include <map>

extern "C" __declspec(dllimport) wchar_t __stdcall RtlUpcaseUnicodeChar(wchar_t unit);

using namespace subprocess;
namespace os = subprocess::detail::os;
using subprocess::detail::narrow;
using namespace tests;

namespace {

bool is_one(const std::string& a, const std::string& b) {
    return Environment{{a, "first"}, {b, "second"}}.size() == 1;
}

} // namespace

TEST_CASE_METHOD(Census, "a variable is found, changed and removed by its name in any case") {
    const WithVariable tools(L"Tools", L"C:\\old");
    Environment copy = os_environ.copy();
    const std::size_t size = copy.size();
    CHECK(copy.contains("tools"));
    CHECK(copy.get("TOOLS") == "C:\\old");
    copy["TOOLS"] = "C:\\new;" + copy["TOOLS"];
    CHECK(copy.size() == size);
    CHECK_THAT('\n' + check_output(child("env"), env = copy), ContainsSubstring("\nTools=C:\\new;C:\\old\n"));
    CHECK(copy.erase("toolS"));
    CHECK(copy.size() == size - 1);
    CHECK_THAT('\n' + check_output(child("env"), env = copy), !ContainsSubstring("\nTools="));
}

TEST_CASE_METHOD(Census, "items after os_environ change a variable by its name in any case") {
    const WithVariable tools(L"Tools", L"C:\\old"), secret(L"Secret", L"s3cret");
    const std::map<std::string, std::string> more = {{"TOOLS", "C:\\new"}};
    Options options;
    options.env = {os_environ, {"SECRET", None}, more};
    for (const std::string& printed :
         {check_output(child("env"), env = {os_environ, {"SECRET", None}, {"TOOLS", "C:\\new"}}),
          check_output(child("env"), env = {os_environ, {"sECRET", None}, more}), check_output(child("env"), options)})
        CHECK_THAT('\n' + printed, ContainsSubstring("\nTools=C:\\new\n") && !ContainsSubstring("s3cret") &&
                                       !ContainsSubstring("C:\\old"));
}

TEST_CASE("of two names that differ in case, the first name gets the last value") {
    const Environment paths = {{"Path", "1"}, {"A", "2"}, {"PATH", "3"}};
    CHECK(std::vector<Environment::value_type>(paths.begin(), paths.end()) ==
          std::vector<Environment::value_type>{{"Path", "3"}, {"A", "2"}});
}

TEST_CASE("case is ignored in other alphabets, too") {
    CHECK(is_one("b\u00E4r", "B\u00C4R"));
    CHECK(is_one("\u043F\u0443\u0442\u044C", "\u041F\u0423\u0422\u042C"));
    CHECK_FALSE(is_one("stra\u00DFe", "STRASSE")); // Python's upper() makes them equal
    CHECK_FALSE(is_one("\u0131", "I"));
    CHECK_FALSE(is_one("a", "b"));
    CHECK(is_one("\xFF", "\xFF")); // invalid UTF-8 is reported only when a child is started
}

TEST_CASE("names are compared as the system compares them") {
    int differences = 0;
    for (unsigned unit = 1; unit < 0x10000; ++unit) {
        const auto c = static_cast<wchar_t>(unit);
        const wchar_t upper = ::RtlUpcaseUnicodeChar(c);
        differences += os::comparable_name(narrow({&c, 1})) == narrow({&upper, 1}) ? 0 : 1;
    }
    CHECK(differences == 0);
    const wchar_t small[] = L"\xD801\xDC28", capital[] = L"\xD801\xDC00"; // Deseret, beyond 16 bits
    const bool are_one = ::CompareStringOrdinal(small, 2, capital, 2, TRUE) == CSTR_EQUAL;
    CHECK(is_one(narrow(small), narrow(capital)) == are_one);
}

TEST_CASE_METHOD(Census, "a name can begin with an equals sign, as for the current folders of drives") {
    const WithVariable folder(L"=Y:", L"Y:\\x=y");
    CHECK(os_environ.copy().get("=Y:") == "Y:\\x=y");
    CHECK_THAT('\n' + check_output(child("env"), env = {os_environ, {"FRUIT", "orange"}}),
               ContainsSubstring("\n=Y:=Y:\\x=y\n"));
}
