#!/usr/bin/env python3
"""Writes src/codecs/single_byte_tables.cpp and src/codecs/names_table.cpp from what this Python answers.

    tools/generate_tables.py [FOLDER]
"""
import encodings
import encodings.aliases
import importlib
import os
import pkgutil
import sys

FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "..", "src", "codecs")

HEAD = """\
// Made by tools/generate_tables.py from Python's answers: {what}.
#include "{header}"

namespace subprocess {{
inline namespace v1 {{
namespace codecs {{

// clang-format off
"""

TAIL = """\
// clang-format on

} // namespace codecs
} // namespace v1
} // namespace subprocess
"""

BUILT_IN = ["utf_8", "utf_8_sig", "ascii", "latin_1", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le",
            "utf_32_be"]
MULTI_BYTE = ["big5", "big5hkscs", "cp932", "cp949", "cp950", "euc_jis_2004", "euc_jisx0213", "euc_jp", "euc_kr",
              "gb18030", "gb2312", "gbk", "hz", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_2004",
              "iso2022_jp_3", "iso2022_jp_ext", "iso2022_kr", "johab", "shift_jis", "shift_jis_2004", "shift_jisx0213"]
UNDEFINED = 0xFFFE


def has_table(module):
    return module not in ("mbcs", "oem", "iso8859_1") and hasattr(
        importlib.import_module("encodings." + module), "decoding_table")


SINGLE_BYTE = [info.name for info in pkgutil.iter_modules(encodings.__path__) if has_table(info.name)]


def character(byte, codec):
    try:
        return ord(bytes([byte]).decode(codec))
    except UnicodeDecodeError:
        return UNDEFINED


def require_reverse(codec, table):
    """Encoding is the reverse of decoding; of several bytes for one character the last one is taken."""
    bytes_of = {c: byte for byte, c in enumerate(table) if c != UNDEFINED}
    for c, byte in bytes_of.items():
        assert chr(c).encode(codec) == bytes([byte]), (codec, hex(c))
    all_characters = "".join(map(chr, range(0x110000)))
    assert len(all_characters.encode(codec, "ignore")) == len(bytes_of), codec


def write_tables(out):
    halves = {}
    codecs = []
    for codec in SINGLE_BYTE:
        table = [character(byte, codec) for byte in range(256)]
        require_reverse(codec, table)
        low, high = (halves.setdefault(tuple(half), len(halves)) for half in (table[:128], table[128:]))
        codecs.append((codec, low, high))

    out.write(HEAD.format(what="what each byte of its charmap codecs is", header="single_byte_tables.hpp"))
    out.write("const char16_t single_byte_halves[][128] = {\n")
    for half, number in sorted(halves.items(), key=lambda item: item[1]):
        out.write("    { // %d\n" % number)
        for start in range(0, 128, 16):
            out.write("        " + " ".join("0x%04X," % c for c in half[start:start + 16]) + "\n")
        out.write("    },\n")
    out.write("};\n\n")
    out.write("const SingleByteTable single_byte_tables[] = {\n")
    for codec in codecs:
        out.write('    {"%s", %d, %d},\n' % codec)
    out.write("};\n\nconst std::size_t single_byte_table_count = sizeof single_byte_tables / sizeof "
              "single_byte_tables[0];\n\n" + TAIL)


def write_names(out):
    known = BUILT_IN + MULTI_BYTE + SINGLE_BYTE
    names = {codec: codec for codec in known}
    names.update((alias, codec) for alias, codec in encodings.aliases.aliases.items() if codec in known)
    out.write(HEAD.format(what="the names of its codecs", header="names_table.hpp"))
    out.write("const NamedCodec named_codecs[] = {\n")
    for name in sorted(names):
        out.write('    {"%s", "%s"},\n' % (name, names[name]))
    out.write("};\n\nconst std::size_t named_codec_count = sizeof named_codecs / sizeof named_codecs[0];\n\n")
    out.write("const char* const multi_byte_codecs[] = {\n")
    for codec in MULTI_BYTE:
        out.write('    "%s",\n' % codec)
    out.write("};\n\nconst std::size_t multi_byte_codec_count = sizeof multi_byte_codecs / sizeof "
              "multi_byte_codecs[0];\n\n" + TAIL)


if __name__ == "__main__":
    with open(os.path.join(FOLDER, "single_byte_tables.cpp"), "w") as tables:
        write_tables(tables)
    with open(os.path.join(FOLDER, "names_table.cpp"), "w") as table_of_names:
        write_names(table_of_names)
