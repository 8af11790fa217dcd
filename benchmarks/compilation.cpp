// The cost of including the header: compile time and object code.
#include "limits.hpp"
#include "measure.hpp"

#include <subprocess.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

namespace bench {

namespace fs = std::filesystem;
namespace sp = subprocess;

namespace {

constexpr const char* standard_headers =
    "#include <string>\n#include <vector>\n#include <optional>\n#include <chrono>\n";
constexpr const char* first_call =
    "int first() { return subprocess::run({\"ls\", \"-l\"}, subprocess::capture_output = "
    "true).returncode; }\n";
constexpr const char* second_call =
    "int second() { return subprocess::run({\"ls\", \"-l\"}, subprocess::capture_output = "
    "true).returncode; }\n";

class Folder {
public:
    Folder() : m_path(fs::temp_directory_path() / ("subprocess_benchmark_" + std::to_string(::getpid()))) {
        fs::create_directory(m_path);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }

    std::string write(const char* name, const std::string& content) const {
        std::ofstream(m_path / name) << content;
        return m_path / name;
    }

private:
    fs::path m_path;
};

double cpu_time_of_children() {
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// \return the CPU time used
double compile(const std::string& source, const char* optimisation) {
    const double before = cpu_time_of_children();
    sp::run({CXX_COMPILER, "-std=c++17", optimisation, "-I" INCLUDE_FOLDER, "-c", source, "-o", source + ".o"},
            sp::check = true);
    return cpu_time_of_children() - before;
}

/// The size of code and data in an object file.
double size_of(const std::string& source) {
    compile(source, "-O2");
    const std::string table = sp::check_output({"size", source + ".o"});
    long text = 0, data = 0;
    std::sscanf(table.c_str() + table.find('\n'), "%ld %ld", &text, &data);
    return static_cast<double>(text + data);
}

void compare_time(const char* optimisation, const std::string& standard, const std::string& one_call) {
    constexpr int rounds = 7;
    std::vector<double> theirs, ours;
    for (int round = 0; round < rounds; ++round) {
        theirs.push_back(compile(standard, optimisation));
        ours.push_back(compile(one_call, optimisation));
    }
    print(results_of(std::string("CPU time to compile, ") + optimisation,
                     {"four standard headers", "subprocess.hpp and one run()"}, {theirs, ours}, "<= 1.35"));
}

} // namespace

void measure_compilation() {
    const Folder folder;
    const std::string include = "#include <subprocess.hpp>\n";
    const std::string standard = folder.write("standard.cpp", standard_headers + std::string("int main() {}\n"));
    const std::string one = folder.write("one.cpp", include + first_call);
    const std::string two = folder.write("two.cpp", include + first_call + second_call);
    compare_time("-O0", standard, one);
    compare_time("-O2", standard, one);

    Result first, second;
    first.row = second.row = "object code of a second call of run(), as part of 1 KB";
    first.contestant = "what is promised";
    first.median = 1024;
    second.contestant = "run()";
    second.median = size_of(two) - size_of(one);
    first.unit = second.unit = "bytes";
    second.ratio = second.low = second.high = second.median / first.median;
    second.target = "<= 1.00";
    print({first, second});
}

} // namespace bench
