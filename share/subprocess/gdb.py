"""Makes gdb print subprocess's types as Python would: `source .../share/subprocess/gdb.py`, for example in ~/.gdbinit.

It needs libstdc++'s own printers.
"""
import gdb
import gdb.printing


def characters(value):
    """The bytes of a std::string."""
    lazy = gdb.default_visualizer(value).to_string()
    return bytes(gdb.selected_inferior().read_memory(lazy.address, lazy.length)) if lazy.length else b""


def text(value):
    return characters(value).decode("utf-8", "surrogateescape")


def words(value):
    return [text(word) for _, word in gdb.default_visualizer(value).children()]


def output(value):
    if not value["m_captured"]:
        return None
    return text(value["m_text"]) if value["m_is_text"] else characters(value["m_text"])


def shown(value):
    """repr(), in characters that gdb can encode. Before gdb 12 only ASCII is safe, because gdb does not tell more."""
    charset = gdb.target_charset() if hasattr(gdb, "target_charset") else "ascii"
    return repr(value).encode(charset, "backslashreplace").decode(charset)


def command(value):
    list_of_words = words(value["m_words"])
    return list_of_words[0] if value["m_is_string"] else list_of_words


class OutputPrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return shown(output(self.value))


class CommandPrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return shown(command(self.value))


class ReturnCodePrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        state = self.value["m_state"].address.cast(gdb.lookup_type("int").pointer())
        code, has_ended = int(state[0]), int(state[1])
        return str(code) if has_ended else "None"


class CompletedProcessPrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        fields = [f"args={shown(command(self.value['args']))}", f"returncode={self.value['returncode']}"]
        for name in "stdout", "stderr":
            if output(self.value[name + "_"]) is not None:
                fields.append(f"{name}={shown(output(self.value[name + '_']))}")
        return f"CompletedProcess({', '.join(fields)})"


def printers():
    collection = gdb.printing.RegexpCollectionPrettyPrinter("subprocess")
    for printer in OutputPrinter, CommandPrinter, ReturnCodePrinter, CompletedProcessPrinter:
        name = printer.__name__[:-len("Printer")]
        collection.add_printer(name, f"^subprocess::v1::{name}$", printer)
    return collection


gdb.printing.register_pretty_printer(gdb.current_objfile(), printers(), replace=True)
