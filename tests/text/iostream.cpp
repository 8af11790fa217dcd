// std::istream and std::ostream on the streams of a Popen.
#include "talk.hpp"

#include <subprocess/iostream.hpp>

using namespace tests;
using namespace subprocess;
using namespace std::string_literals;

TEST_CASE_METHOD(Census, "std::getline reads a child's lines while it runs", "") {
    Popen process = cat("cp1252");
    InputStream in(process.stdout_);
    OutputStream out(process.stdin_);
    std::string line;
    for (const std::string& written : {euro, "second"s}) {
        out << written << std::endl;
        CHECK(std::getline(in, line));
        CHECK(line == written);
    }
    process.stdin_.close();
    CHECK_FALSE(std::getline(in, line));
    CHECK(in.eof());
    CHECK_FALSE(in.bad());
}

TEST_CASE_METHOD(Census, "an OutputStream accepts characters byte by byte", "") {
    Popen process = cat("utf-16");
    OutputStream out(process.stdin_);
    for (const char byte : "a" + euro + accented + "\xF0\x9F\x98\x80")
        out.put(byte);
    out << 42 << std::flush;
    CHECK(out.good());
    CHECK(process.communicate().stdout_ == "a" + euro + accented + "\xF0\x9F\x98\x80" + "42");
}

TEST_CASE_METHOD(Census, "an OutputStream holds back only incomplete characters of text", "") {
    Popen bytes(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    OutputStream out(bytes.stdin_);
    out << "a\xE2";
    bytes.stdin_.write("b");
    out << "\xE2\x82";
    CHECK(bytes.communicate().stdout_ == "a\xE2"
                                         "b\xE2\x82");

    Popen characters(child("cat"), stdin_ = PIPE, stdout_ = PIPE, text = true, errors = "surrogateescape");
    OutputStream(characters.stdin_) << "a\xE2";
    CHECK(characters.communicate().stdout_ == "a\xED\xB3\xA2");
}

TEST_CASE_METHOD(Census, "a number is read from a child", "") {
    Popen process = talker("12 x", "utf-8");
    InputStream in(process.stdout_);
    int number = 0;
    in >> number;
    CHECK(number == 12);
}

TEST_CASE_METHOD(Census, "errors set badbit, or are thrown on request", "") {
    std::string line;
    Popen process = talker("\xFF\n", "utf-8");
    InputStream in(process.stdout_);
    CHECK_FALSE(std::getline(in, line));
    CHECK(in.bad());

    Popen other = talker("\xFF\n", "utf-8");
    InputStream throwing(other.stdout_);
    throwing.exceptions(std::ios::badbit);
    CHECK_THROWS_AS(std::getline(throwing, line), UnicodeDecodeError);

    Popen gone(child("exit", 0), stdin_ = PIPE, text = true);
    gone.wait();
    OutputStream out(gone.stdin_);
    out << "x" << std::flush;
    CHECK(out.bad());
    CHECK_THROWS_AS(gone.stdin_.close(), BrokenPipeError);
}
