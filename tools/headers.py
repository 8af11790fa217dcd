"""Reads the declarations in the public headers, and the comment of each name.

It understands only the C++ that the headers use, as they are formatted, and stops at anything else instead of skipping
it. A comment belongs to the declaration below it and the overloads that follow; between /// \\{ and /// \\} to all.
"""
import dataclasses
import pathlib
import re

HIDDEN = "detail"  # the namespace of what no program needs
COMPARISON = re.compile(r"operator(==|!=)$")


@dataclasses.dataclass
class Entry:
    """Declarations that share a comment."""

    header: str
    line: int
    scope: str  # the class, or a namespace inside subprocess
    kind: str  # class, enum, function, variable, alias or namespace
    comment: list
    names: list
    declarations: list
    title: str = ""  # of a group
    enumerators: tuple = ()
    compiled: bool = False  # a function whose body is not in the header
    members: list = dataclasses.field(default_factory=list)  # those of the names that are members of a class in a group

    @property
    def full_names(self):
        return [f"{self.scope}::{name}" if self.scope else name for name in self.names]


def skip_quoted(text, i):
    """The position after the literal or comment that begins at i; i if there is none."""
    if text.startswith("//", i):
        return text.index("\n", i)
    if text[i] in "\"'":
        end = re.compile(r"(?:\\.|[^\\])*?" + text[i], re.S).match(text, i + 1)
        return end.end()
    return i


def matching(text, i, pair):
    """The position after the bracket that closes the one at i."""
    depth = 0
    while True:
        while (after := skip_quoted(text, i)) != i:
            i = after
        depth += {pair[0]: 1, pair[1]: -1}.get(text[i], 0)
        i += 1
        if depth == 0:
            return i


def without_template(head):
    """The declaration without template <...>, attributes, and friend or inline in front."""
    while True:
        head = head.strip()
        if head.startswith("template"):
            head = head[matching(head, head.index("<"), "<>"):]
        elif head.startswith("[["):
            head = head[head.index("]]") + 2:]
        elif re.match(r"(friend|inline|explicit|static|constexpr)\b", head):
            head = head.split(None, 1)[1]
        else:
            return head


def shown(head):
    """A declaration for readers: without its body, initialisers, and parts that matter only to the compiler."""
    head = " ".join(re.sub(r"//[^\n]*", "", head).split()).replace("None_t(0)", "None").replace("detail::Text", "std::string_view")
    if match := re.search(", class = (std::enable_if_t|IfString)<", head):
        head = head[:match.start()] + head[matching(head, match.end() - 1, "<>"):]
    head = re.sub(r"\bdetail::Late<(.+), \w+\.\.\.>", r"\1", head)
    head = re.sub(r"^template <(class|bool \w+) = [^>]*> ", "", head)
    if re.search(r"\b(class|struct) \w+ : ", head):
        head = re.sub(r"(public |private )?\bdetail::[^,]+(, )?", "", head).removesuffix(" : ")
    head = re.sub(r"\) ((?:const|noexcept|&|&&| )*): .*", r") \1", head)  # a constructor's initialisers
    return re.sub(r"\b(inline|friend) |\[\[nodiscard\]\] | = \{\}$", "", head).strip()


class Reader:
    def __init__(self, path, name):
        hidden = re.compile(r"/// \\cond.*?/// \\endcond", re.S)
        self.text = hidden.sub(lambda match: "\n" * match[0].count("\n"), path.read_text())
        self.header = name
        self.file_comment = []
        self.entries = []

    def line(self, i):
        return self.text.count("\n", 0, i) + 1

    def fail(self, i, what):
        raise SystemExit(f"{self.header}:{self.line(i)}: tools/headers.py does not understand this: {what}")

    def scope(self, i, name, own=None, public=True, group=None):
        """Reads declarations from i to the bracket that closes this scope, or to the end. \\return that position

        group is the entry of \\{, or True before there is one.
        """
        comment = []
        while i < len(self.text):
            rest = self.text[i:]
            if rest[0] in " \n;":
                i += 1
            elif rest[0] == "}":
                return i + 1
            elif rest[0] == "#":
                i += re.match(r"(?:[^\n]*\\\n)*[^\n]*\n", rest).end()
            elif rest.startswith("///") and not rest.startswith("///<"):
                text = rest[3:rest.index("\n")].strip()
                i += rest.index("\n")
                if text == "\\{":
                    group = True
                elif text == "\\}":
                    group = None
                elif text == "\\file":
                    i = self.read_file_comment(i)
                else:
                    comment.append(text)
            elif rest.startswith("//"):
                i += rest.index("\n")
            elif label := re.match(r"(public|private|protected):", rest):
                public = label[1] == "public"
                i += label.end()
            else:
                i, entry = self.statement(i, name, own, public, comment, group)
                if group is True:
                    group = entry
                comment = []
        return i

    def read_file_comment(self, i):
        for line in self.text[i + 1:].split("\n"):
            if not line.startswith("///"):
                return i
            self.file_comment.append(line[3:].removeprefix(" "))
            i += len(line) + 1

    def statement(self, i, scope, own, public, comment, group):
        """Reads one declaration. \\return the position after it, and its entry"""
        begin, at_bracket = i, self.end_of_head(i)
        head, i = self.text[begin:at_bracket], at_bracket
        bare = without_template(head)
        opened = self.text[i] == "{"
        if space := re.match(r"namespace (?:SUBPROCESS_API )?(\w+)$", bare):
            return self.namespace(i, space[1], scope, comment, begin)
        if kind := re.match(r"(class|struct|enum class|enum)\s+(?:\[\[\w+\]\] )?(\w+)[^=(]*$", bare):
            if not opened:
                return i, None
            return self.type(begin, i, kind[1], kind[2], scope, public, comment, head, group)
        if opened:
            i = matching(self.text, i, "{}")
        if not public or re.match(r"static_assert|using [\w:]+(?:, [\w:]+)*$|class |namespace ", bare):
            return i, None
        if re.search(r"= (delete|default)$|\boverride$", head.strip()) and not comment:
            return i, None  # what overrides is documented where it was declared first
        kind, names = self.names(bare, begin)
        if own and not comment and self.copies(bare, own, names[0]):
            return i, None
        entry = self.add(begin, self.scope_of(scope, names[0], bare), kind, names, shown(head), comment, group)
        entry.compiled |= kind == "function" and not opened
        return i, entry

    def end_of_head(self, i):
        """The position of the ; that ends a declaration, or of the { that begins its body."""
        begin = i
        while self.text[i] not in ";{":
            if (after := skip_quoted(self.text, i)) != i:
                i = after
            elif self.text[i] == "(":
                i = matching(self.text, i, "()")
            elif self.text[i] == "=" and self.text[i - 8:i] != "operator" and re.match(r"= \{", self.text[i:]):
                i = matching(self.text, i + 2, "{}")
            else:
                i += 1
        return i

    def namespace(self, i, name, scope, comment, begin):
        if name == HIDDEN:
            return matching(self.text, i, "{}"), None
        inner = scope if name in ("subprocess", "v1", "keywords", "SUBPROCESS_WITH_ASIO") else f"{scope}::{name}".lstrip(":")
        if comment and name == "keywords":
            self.add(begin, scope, "namespace", [name], "inline namespace keywords", comment, None)
        return self.scope(i + 1, inner), None

    def type(self, begin, i, kind, name, scope, public, comment, head, group):
        end = matching(self.text, i, "{}")
        if not public:
            return end, None
        if kind.startswith("enum"):
            body = self.text[i:end]
            entry = self.add(begin, scope, "enum", [name], shown(head + body), comment, None)
            entry.enumerators = re.findall(r"\w+", re.sub(r"=[^,}]*|//[^\n]*", "", body))
            return end, entry
        entry = self.add(begin, scope, "class", [name], shown(head), comment, group)
        self.scope(i + 1, f"{scope}::{name}".lstrip(":"), name, kind == "struct", group and entry)
        return end, entry

    def names(self, bare, i):
        if match := re.search(r"operator\s*(\(\)|[^\s(]+|[\w:&<>, ]+?)\s*\(", bare):
            return "function", ["operator" + (" " if match[1][0].isalpha() else "") + match[1]]
        if alias := re.match(r"using (\w+) =", bare):
            return "alias", [alias[1]]
        bare = re.sub(r"\s*(=[^=].*|\{.*)$", "", bare, flags=re.S) if "(" not in bare.split("=")[0] else bare
        if function := re.match(r"[^(]*?(~?\w+)\s*\(", bare):
            return "function", [function[1]]
        if re.match(r"[\w:<>*&\s,]+$", bare):
            return "variable", re.findall(r"(\w+)\s*(?:,|$)", re.sub(r"<[^<>]*>", "", bare))
        self.fail(i, bare)

    @staticmethod
    def copies(bare, own, name):
        """True for a function that copies, moves or destroys an object of its own class."""
        return name in (own, "operator=", "~" + own) and re.search(rf"\((const )?{own}&&?( \w+)?\)|~", bare)

    @staticmethod
    def scope_of(scope, name, bare):
        """The scope of a function: an operator << belongs to the class that it writes."""
        if name == "operator<<":
            return re.search(r", (?:const )?(\w+)&?", bare)[1]
        return scope

    def add(self, i, scope, kind, names, declaration, comment, group):
        last = self.entries[-1] if self.entries else None
        if isinstance(group, Entry) and not comment:
            last = group
        elif not (last and not comment and last.scope == scope and last.kind == kind == "function"
                  and (last.names[-1] == names[0] or COMPARISON.match(last.names[-1]) and COMPARISON.match(names[0]))):
            title = [line[6:] for line in comment if line.startswith("\\name ")]
            text = [line for line in comment if not line.startswith("\\name ")]
            last = Entry(self.header, self.line(i), scope, kind, text, [], [], *title)
            self.entries.append(last)
        last.names += [name for name in names if name not in last.names]
        last.members += names if scope != last.scope else []
        last.declarations.append(declaration + ("" if kind in ("class", "namespace") else ";"))
        return last


def read(include):
    """Reads each public header in the folder: {name: Reader}."""
    headers = {}
    for path in sorted(pathlib.Path(include).rglob("*.hpp")):
        name = path.relative_to(include).as_posix()
        headers[name] = Reader(path, name)
        headers[name].scope(0, "")
    return headers
