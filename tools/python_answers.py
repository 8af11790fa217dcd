#!/usr/bin/env python3
"""Records Python's answers: every codec and handler, for the byte strings and texts of tests/text/corpus.cpp.

    tools/python_answers.py tests/text/python_answers.txt          writes them
    tools/python_answers.py --check tests/text/python_answers.txt  compares; exit code 77: this Python is older than 3.11

A line is: decode|encode, the codec, the handler, and the answers. An answer is the text in UTF-8 (surrogates encoded like
other characters, line ends turned into \\n, as in subprocess), or the bytes, or `!` and the error. Each answer is hashed,
and one hash of all 512 hashes is stored. For the encodings that the library leaves to the system, 12 bits of each hash
are stored, so that the differences can be counted.
"""
import functools
import sys

import generate_tables

MASK = (1 << 64) - 1
DECODING = ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"]
ENCODING = DECODING + ["xmlcharrefreplace"]
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"

PIECES = [
    b"a", b"line\n", b"\r\n", b"\xC3\xA9", b"\xE2\x82\xAC", b"\xF0\x9F\x98\x80", b"\xE2\x82", b"\xF0\x9F",
    b"\xED\xA0\x80", b"\xC0\x80", b"\xF4\x90\x80\x80", b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF", b"\xFF\xFE\0\0",
    b"\0\0\xFE\xFF", b"A\0", b"\0A", b"\x3D\xD8\x00\xDE", b"\xD8\x3D\xDE\x00", b"\x3D\xD8", b"\xDE\x00", b"A\0\0\0",
    b"\0\0\0A", b"\0\xD8\0\0", b"\x82\xA0", b"\xB0\xA1", b"\xC4\xE3", b"\x1B$B$\"\x1B(B", b"\x8E\xB1",
]

RANGES = [
    (0x20, 0x7F), (0x80, 0x100), (0x100, 0x250), (0x370, 0x400), (0x400, 0x460), (0x5D0, 0x5EB), (0x621, 0x64B),
    (0xE01, 0xE3B), (0x2010, 0x2040), (0x20AC, 0x20AD), (0x2190, 0x2300), (0x2500, 0x25A0), (0x3041, 0x3094),
    (0x4E00, 0x9FA6), (0xAC00, 0xD7A4), (0xD800, 0xE000), (0xDC80, 0xDD00), (0xE000, 0x10000), (0x1F600, 0x1F650),
    (0x10000, 0x110000),
]


class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return ((self.state >> 33) & 0xFFFFFFFF) % limit


def byte_strings():
    numbers = Numbers(1)
    for _ in range(512):
        result = b""
        for _ in range(numbers.below(7)):
            kind = numbers.below(4)
            if kind == 0:
                result += bytes([numbers.below(256)])
            elif kind == 1:
                result += bytes([0x80 + numbers.below(128)])
                result += bytes([0x40 + numbers.below(192)])
            else:
                result += PIECES[numbers.below(len(PIECES))]
        yield result


def texts():
    numbers = Numbers(2)
    for _ in range(512):
        result = ""
        for _ in range(numbers.below(9)):
            first, last = RANGES[numbers.below(len(RANGES))]
            for _ in range(1 + numbers.below(2)):
                result += chr(first + numbers.below(last - first))
        yield result


def decode(data, codec, handler):
    return data.decode(codec, handler).replace("\r\n", "\n").replace("\r", "\n")


def answer(work, subject, codec, handler):
    try:
        result = work(subject, codec, handler)
    except UnicodeError as error:
        result = "!%s %d %d %s" % (error.encoding, error.start, error.end, error)
    return result.encode("utf-8", "surrogatepass") if isinstance(result, str) else result


@functools.lru_cache(maxsize=None)  # most answers are the same for several handlers and codecs
def fnv(data, value=0xCBF29CE484222325):
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def kept(hashes, is_exact):
    if is_exact:
        return "%016x" % fnv(b"".join(h.to_bytes(8, "little") for h in hashes))
    return "".join(DIGITS[h & 63] + DIGITS[(h >> 6) & 63] for h in hashes)


def lines():
    subjects = {"decode": (list(byte_strings()), DECODING, decode),
                "encode": (list(texts()), ENCODING, str.encode)}
    exact = generate_tables.BUILT_IN + generate_tables.SINGLE_BYTE
    for direction, (corpus, handlers, work) in subjects.items():
        for codec in exact + generate_tables.MULTI_BYTE:
            for handler in handlers:
                hashes = [fnv(answer(work, subject, codec, handler)) for subject in corpus]
                yield "%s %s %s %s\n" % (direction, codec, handler, kept(hashes, codec in exact))


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        if sys.version_info < (3, 11):
            sys.exit(77)
        corrected = ["palmos"] if sys.version_info < (3, 13, 6) else []
        different = [line for line, old in zip(lines(), open(sys.argv[2]))
                     if line != old and line.split()[1] not in corrected]
        sys.stdout.writelines("Python says: %.120s\n" % line.rstrip() for line in different)
        sys.exit(1 if different else 0)
    with open(sys.argv[1], "w") as out:
        out.writelines(lines())
