#include "recording_text.hpp"

#include "escapes.hpp"

#include <subprocess/args.hpp>
#include <subprocess/error.hpp>
#include <subprocess/shlex.hpp>

#include <cstdlib>
#include <limits>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

constexpr std::string_view title = "subprocess recording 1";

// Writing -------------------------------------------------------------------------------------------------------------

void add_line(std::string& text, std::string_view key, std::string_view value) {
    text += std::string(key) + (value.empty() ? "" : " ") + escaped(value) + "\n";
}

/// One line of the recording for each line. A backslash at the end says that the last one does not end.
void add_lines(std::string& text, std::string_view key, std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        add_line(text, key, bytes.substr(0, end));
        if (end == std::string_view::npos) {
            text.back() = '\\'; // was the end of the line
            text += '\n';
        }
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
}

void add_end(std::string& text, const RecordedRun& run) {
    if (run.start_error != 0)
        add_line(text, "fails_to_start", std::to_string(run.start_error));
    else if (run.hangs)
        add_line(text, "hangs", {});
    else if (run.signal != 0)
        add_line(text, "killed_by", std::to_string(run.signal));
    else
        add_line(text, "returns", std::to_string(run.returncode));
}

// Reading -------------------------------------------------------------------------------------------------------------

int number_of(const std::string& text, int smallest) {
    char* end = nullptr;
    const long long number = std::strtoll(text.c_str(), &end, 10);
    const bool is_int = number >= smallest && number <= std::numeric_limits<int>::max();
    if (text.empty() || *end != '\0' || !is_int)
        throw ValueError("a number is expected, and not '" + text + "'");
    return static_cast<int>(number);
}

/// A line of an input or output.
std::string line_of_stream(std::string_view text) {
    std::size_t backslashes = 0;
    while (backslashes < text.size() && text[text.size() - 1 - backslashes] == '\\')
        ++backslashes;
    const bool is_unfinished = backslashes % 2 == 1;
    if (is_unfinished)
        text.remove_suffix(1);
    return unescaped(text) + (is_unfinished ? "" : "\n");
}

class RecordingReader {
public:
    std::vector<RecordedRun> runs;

    void read(std::string_view line) {
        const std::size_t space = line.find(' ');
        const std::string_view key = line.substr(0, space);
        const std::string_view value = space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
        if (key == "run")
            runs.emplace_back().command = Command(Args(shlex::split(unescaped(value))));
        else if (key == "run_string")
            runs.emplace_back().command = Command(Args(unescaped(value)));
        else if (runs.empty())
            throw ValueError("'run' or 'run_string' is expected");
        else
            read(runs.back(), key, value);
    }

private:
    static void read(RecordedRun& run, std::string_view key, std::string_view value) {
        if (std::string* const stream = stream_of(run, key))
            *stream += line_of_stream(value);
        else if (int* const number = number_of(run, key))
            *number = detail::number_of(std::string(value), key == "returns" ? std::numeric_limits<int>::min() : 1);
        else if (key == "cwd")
            run.cwd = unescaped(value);
        else if (key == "hangs")
            run.hangs = true;
        else
            throw ValueError("'" + std::string(key) + "' is not known");
    }

    static std::string* stream_of(RecordedRun& run, std::string_view key) {
        return key == "in" ? &run.input : key == "out" ? &run.out : key == "err" ? &run.err : nullptr;
    }

    static int* number_of(RecordedRun& run, std::string_view key) {
        return key == "returns"          ? &run.returncode
               : key == "killed_by"      ? &run.signal
               : key == "fails_to_start" ? &run.start_error
                                         : nullptr;
    }
};

std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

} // namespace

std::string text_of(const std::vector<RecordedRun>& runs) {
    std::string text = std::string(title) + "\n";
    for (const RecordedRun& run : runs) {
        text += '\n';
        if (run.command.is_string())
            add_line(text, "run_string", run.command.str());
        else
            add_line(text, "run", shlex::join(run.command));
        if (run.cwd)
            add_line(text, "cwd", *run.cwd);
        add_lines(text, "in", run.input);
        add_lines(text, "out", run.out);
        add_lines(text, "err", run.err);
        add_end(text, run);
    }
    return text;
}

std::vector<RecordedRun> recorded_runs(std::string_view text, const std::string& name) {
    std::size_t number = 1;
    if (take_line(text) != title)
        throw ValueError(name + ":1: a recording begins with '" + std::string(title) + "'");
    RecordingReader reader;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        ++number;
        if (line.empty() || line.front() == '#')
            continue;
        try {
            reader.read(line);
        } catch (const ValueError& error) {
            throw ValueError(name + ":" + std::to_string(number) + ": " + error.what());
        }
    }
    return std::move(reader.runs);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
