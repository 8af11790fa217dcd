#!/usr/bin/env python3
"""Generates docs/reference.md from the comments in the public headers.

    tools/reference.py            writes the page
    tools/reference.py --check    reports a page that does not match the headers, public names without a comment, and
                                  comments that leave out what a user must know

CONTRIBUTING.md says how such a comment is written.
"""
import argparse
import pathlib
import re
import sys

import headers

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference.md"

SECTIONS = {
    "run.hpp": "Functions",
    "run_all.hpp": "run_all",
    "result.hpp": "Result and Failure",
    "try_run.hpp": "Calls that do not throw",
    "try_pipeline.hpp": "try_run_pipeline",
    "keywords.hpp": "Keywords",
    "options.hpp": "Options",
    "popen.hpp": "Popen",
    "outputs.hpp": "Outputs",
    "wait_any.hpp": "wait_any",
    "popen_set.hpp": "PopenSet",
    "completed_process.hpp": "CompletedProcess",
    "pipeline.hpp": "Pipelines",
    "completed_pipeline.hpp": "CompletedPipeline",
    "usage.hpp": "Usage",
    "output.hpp": "Output",
    "return_code.hpp": "ReturnCode",
    "command.hpp": "Command",
    "subprocess_error.hpp": "Exceptions about a child",
    "error.hpp": "Exceptions",
    "reader.hpp": "Reader",
    "patterns.hpp": "What read_until looks for",
    "stream.hpp": "Writer",
    "file.hpp": "Files",
    "redirect.hpp": "Redirections",
    "sinks.hpp": "Sinks",
    "sources.hpp": "Sources",
    "environment.hpp": "Environment",
    "args.hpp": "The words of a command",
    "secret.hpp": "Hiding secrets",
    "timeout.hpp": "Timeout",
    "cancellation.hpp": "Cancellation",
    "stop_token.hpp": "std::stop_token",
    "communication.hpp": "Communication and Running",
    "values.hpp": "The values of keywords",
    "identity.hpp": "Users and groups",
    "callbacks.hpp": "The callbacks of run_all",
    "limits.hpp": "Limits",
    "codes.hpp": "What ok_codes takes",
    "pass_fds.hpp": "What pass_fds takes",
    "append.hpp": "append",
    "cgroup.hpp": "Control groups",
    "preexec.hpp": "What preexec_fn takes",
    "pty.hpp": "Terminals",
    "grace.hpp": "What grace takes",
    "none.hpp": "None",
    "handle.hpp": "Handles",
    "hooks.hpp": "Hooks and settings",
    "list2cmdline.hpp": "list2cmdline",
    "shlex.hpp": "shlex",
    "which.hpp": "which",
    "expect.hpp": "Dialogues",
    "iostream.hpp": "Standard streams",
    "format.hpp": "fmt",
    "asio.hpp": "Asio",
    "testing.hpp": "Fakes for tests",
    "fake_rule.hpp": "The rules of fakes",
    "windows.hpp": "Names for Windows",
}

VALUES = {
    "arg::Redirect<0>": "[a redirection](#argredirect)",
    "arg::Redirect<1>": "[a redirection](#argredirect)",
    "arg::Redirect<2>": "[a redirection](#argredirect)",
    "arg::Bytes": "[string or bytes](#argbytes)",
    "arg::Flag": "[bool](#argflag)",
    "arg::Path": "[string or path](#argpath)",
    "arg::Cgroup": "[path or descriptor](#argcgroup)",
    "arg::Grace": "[duration, seconds or steps](#arggrace)",
    "Timeout": "[duration, seconds or point in time](#timeout)",
    "arg::Duration": "[duration or seconds](#argduration)",
    "arg::Cancel": "[Cancellation or stop token](#argcancel)",
    "arg::OnResult": "[callable](#argonresult)",
    "arg::OnLine": "[callable](#argonline)",
    "arg::Int": "[integer](#argint)",
    "arg::StrictInt": "[integer](#argstrictint)",
    "arg::FdList": "[descriptors](#argfdlist)",
    "arg::Id": "[name or number](#argid)",
    "arg::IdList": "[names and numbers](#argidlist)",
    "arg::Hook": "[callable](#arghook)",
    "arg::ResourceLimits": "[limits](#argresourcelimits)",
    "arg::Codes": "[return codes](#argcodes)",
    "arg::Terminal": "[bool or Pty](#argterminal)",
    "Env": "[variables](#environment)",
    "StartupInfoArg": "[StartupInfo](#startupinfo)",
}
FUNCTIONS = {"run": 1, "Popen": 2, "check_output": 4, "call": 8, "pipeline": 256, "run_all": 1024, "wait": 16,
             "communicate": 32, "getoutput": 64, "Reader": 128, "stage": 512}
STARTS = 15 | 256 | 1024  # the first six; all of them together are "all"
LABELS = {"pipeline": "run_pipeline"}

# A comment that adds only these words to the name is useless.
EMPTY_WORDS = set("a an the of to in on is it its this that these which for and or with as be by are has have from "
                  "get gets give gives set sets return returns value object class function type name".split())
UNITS = {r"(^|_)(timeout|seconds)$": r"\bseconds?\b", r"^(bufsize|pipesize)$": r"\bbytes?\b"}


def parts(comment):
    """The text of a comment, and the texts after its commands: {"": text, "return": ..., "throws": ...}."""
    pieces = re.split(r"\\(return|throws) ", "\n".join(comment))
    result = {"": pieces[0].strip()}
    for command, text in zip(pieces[1::2], pieces[2::2]):
        text, _, more = text.partition("\n\n")
        result[command] = " ".join(text.split()).rstrip(".")
        result[""] += "\n\n" + more if more else ""
    return result


def words(text):
    split = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    return {word.lower().rstrip("s") for word in re.findall(r"[A-Za-z0-9]+", split)}


def complaints_about(entry, comments):
    """Yields what is wrong with the comment of an entry. `comments` are those of all names."""
    text = " ".join(entry.comment)
    if not text:
        yield "has no comment"
        return
    known = words(" ".join(entry.names + [entry.scope])) | {word.rstrip("s") for word in EMPTY_WORDS}
    if len(words(text) - known) < 3:
        yield f"has a comment that says no more than its name: {text}"
    for name in entry.enumerators:
        if not re.search(rf"\b{name}\b", text):
            yield f"does not say what {name} is"
    for name, unit in UNITS.items():
        if any(re.search(name, each) for each in entry.names) and not re.search(unit, text):
            yield f"does not say in which unit it is: {unit}"
    quiet = re.compile(r"\bnoexcept\b|\bconstexpr\b|~|operator<<")
    if entry.compiled and not all(map(quiet.search, entry.declarations)) \
            and not re.search(r"\bthrows?\b", text + " ".join(comments.get(entry.scope, []))):
        yield "may throw, but has no \\throws"


def complaints(all_headers):
    for header in all_headers.values():
        comments = {name: entry.comment for entry in header.entries for name in entry.full_names}
        for entry in header.entries:
            for complaint in complaints_about(entry, comments):
                yield f"{entry.header}:{entry.line}: {', '.join(entry.full_names[:3])} {complaint}"


class Page:
    def __init__(self, all_headers):
        self.headers = all_headers
        self.lines = []
        self.anchors = {}
        self.classes = {entry.full_names[0] for header in all_headers.values() for entry in header.entries
                        if entry.kind == "class"}
        for header in all_headers.values():
            for entry in header.entries:
                for name in entry.full_names:
                    self.anchors.setdefault(name, self.slug(self.title(entry)))

    @staticmethod
    def slug(text):
        return re.sub(r"[^\w -]", "", text).lower().replace(" ", "-")

    def prose(self, text):
        """Turns a comment into Markdown: names become links, and HTML is escaped."""
        def plain(match):
            if match[1]:
                return match[0]
            word = re.sub(r"docs/(\w[\w-]*)\.md", r"[\1](\1.md)", match[0]).replace("<", "&lt;")
            word = re.sub(r"(?<![\w\[/.])([A-Za-z_]\w*(?:::~?\w+)*)(\(\))?(?!\w|::|\])", self.link, word)
            return word
        return re.sub(r"(```.*?```|`[^`]*`|https?://\S+[\w/])|(?:(?!`|https?://).)+", plain, text, flags=re.S)

    def link(self, match):
        name, call = match[1], match[2] or ""
        known = name in self.anchors and (call or "::" in name or re.match(r"[A-Z]\w*[A-Z]|Popen$", name))
        return f"[`{name}{call}`](#{self.anchors[name]})" if known else match[0]

    def add(self, *lines):
        self.lines += [*lines, ""]

    def say(self, comment):
        said = parts(comment)
        if said[""]:
            self.add(self.prose(said[""]))
        ends = [f"- **{what}** {self.prose(said[key])}" for key, what in (("return", "Returns"), ("throws", "Throws"))
                if key in said]
        if ends:
            self.add(*ends)

    def title(self, entry):
        if entry.title:
            return f"{entry.scope}: {entry.title}" if entry.scope else entry.title
        if entry.kind != "class" and entry.full_names[0].capitalize() in self.classes:
            return f"The function `{entry.full_names[0]}`"  # the headings of both would have the same anchor
        return ("namespace " if entry.kind == "namespace" else "") + f"`{', '.join(dict.fromkeys(entry.full_names))}`"

    def heading(self, entry, before):
        """Adds a heading. Overloads share one, and the subject of a section uses the section's."""
        if before == entry.full_names[0]:
            return
        level = "####" if entry.scope in self.classes and entry.kind != "class" else "###"
        self.add(f"{level} {self.title(entry)}")

    def entry(self, entry, before=""):
        self.heading(entry, before)
        declarations = entry.declarations
        if entry.title:
            declarations = [each.removesuffix(";") + ";" for each in declarations]
        elif entry.kind == "class":
            declarations = [each for each in declarations if re.search(r"[:<]", each)]  # the rest only repeats the heading
        if declarations:
            self.add("```cpp", *declarations, "```")
        self.say(entry.comment)

    def keywords(self, header):
        facts = {}
        bits_of = {f"fn_{function}".lower(): bit for function, bit in FUNCTIONS.items()}
        bits_of |= {"starts": STARTS, "programs": STARTS | FUNCTIONS["stage"]}
        for name, kind, taken in re.findall(r"^ +X\((\w+), ([^,]+), (.+)\)(?: *\\)?$", header.text, re.M):
            bits = eval(taken.replace("unsigned", "").replace("{", "(").replace("}", ")"), {}, bits_of)
            of = [LABELS.get(function, function) for function, bit in FUNCTIONS.items() if bits & bit]
            if bits & STARTS == STARTS:
                of = ["all", *of[6:]]
            facts[name] = VALUES[kind], ", ".join(f"`{each}`" if each != "all" else each for each in of)
        documented = {entry.names[0] for entry in header.entries if entry.kind == "variable"}
        if facts.keys() != documented:
            sys.exit(f"keywords.hpp: {', '.join(facts.keys() ^ documented)} is a keyword in one of its two places only")
        self.lines += ["| keyword | value | of | meaning |", "| --- | --- | --- | --- |"]
        for entry in header.entries:
            name = entry.names[0]
            if name in facts:
                value, of = facts[name]
                self.lines.append(f"| `{name}` | {value} | {of} | {self.prose(' '.join(entry.comment))} |")
        self.add()
        for entry in header.entries:
            if entry.names[0] not in facts:
                self.entry(entry)

    def text(self):
        self.add("<!-- Generated by tools/reference.py from the comments in include/. Edit those instead. -->")
        self.add("# Reference")
        self.say(self.headers["subprocess.hpp"].file_comment)
        sections = [(name, title) for name, title in SECTIONS.items()]
        self.add(*[f"- [{title}](#{self.slug(title)})" for _, title in sections])
        for name, title in sections:
            header = self.headers.pop("subprocess/" + name)
            self.add(f"## {title}")
            self.add(f"`<subprocess/{name}>`")
            self.say([re.sub(r"^\w+: (\w)", lambda match: match[1].upper(), line) for line in header.file_comment])
            if name == "keywords.hpp":
                self.keywords(header)
                continue
            for entry in sorted(header.entries, key=lambda entry: title not in (entry.full_names[0], entry.scope)):
                self.entry(entry, before=title)
                title = entry.full_names[0]
        left = [name for name, header in self.headers.items() if header.entries]
        if left:
            sys.exit(f"tools/reference.py has no section for {', '.join(left)}")
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).rstrip() + "\n"


def write_or_check(path, wanted):
    """For a script that generates one file from the headers: writes it, or with --check compares. Returns its status."""
    if "--check" not in sys.argv[1:]:
        path.write_text(wanted)
    elif not path.exists() or path.read_text() != wanted:
        print(f"{path.relative_to(ROOT)} does not match the headers: run tools/{pathlib.Path(sys.argv[0]).name}")
        return 1
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--include", type=pathlib.Path, default=ROOT / "include", help="check only these headers")
    arguments = parser.parse_args()

    all_headers = headers.read(arguments.include)
    bad = list(complaints(all_headers))
    if arguments.include == ROOT / "include":
        names = sum(len(entry.names) for header in all_headers.values() for entry in header.entries)
        text = Page(all_headers).text()
        if not arguments.check:
            PAGE.write_text(text)
        elif PAGE.read_text() != text:
            bad.append("docs/reference.md does not match the headers: run tools/reference.py")
        print(f"{names} public names, {len(bad)} complaints")
    for complaint in bad:
        print(complaint)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
