#include <subprocess/result.hpp>

#include <subprocess/completed_pipeline.hpp>
#include <subprocess/error.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/subprocess_error.hpp>

#include "immortal.hpp"
#include "raise.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <system_error>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// What a Failure keeps of its exception. The text is a copy: an exception may be copied when it is thrown again.
class KeptException {
public:
    explicit KeptException(const char* its_text) : original(std::current_exception()), text(its_text) {}

    std::exception_ptr original;
    std::string text;
    std::error_code code = {}; ///< of an OSError
};

void destroy(KeptException* exception) noexcept {
    delete exception;
}

void refuse_error_of_value() {
    throw_misuse("this Result has a value, and no error");
}

namespace {

using FailureKind = Failure::Kind;

struct FailureMeaning {
    FailureKind kind;
    const char* message;
    std::errc condition; ///< none: 0
};

constexpr FailureMeaning failure_meanings[] = {
    {FailureKind::value_error, "an argument makes no sense", std::errc::invalid_argument},
    {FailureKind::lookup_error, "no such encoding, user or group", std::errc::invalid_argument},
    {FailureKind::unicode_error, "the text cannot be converted", std::errc::illegal_byte_sequence},
    {FailureKind::called_process, "the child has failed", {}},
    {FailureKind::timeout, "the timeout has passed", std::errc::timed_out},
    {FailureKind::idle_timeout, "the idle_timeout has passed", std::errc::timed_out},
    {FailureKind::output_limit, "the child wrote more than max_output", std::errc::file_too_large},
    {FailureKind::cancelled, "the call was cancelled", std::errc::operation_canceled},
    {FailureKind::other_error, "the call has failed", {}},
    {FailureKind::callback, "a callback has thrown", {}},
};

FailureMeaning meaning_of(int kind) noexcept {
    for (const FailureMeaning& meaning : failure_meanings)
        if (static_cast<int>(meaning.kind) == kind)
            return meaning;
    return {FailureKind::other_error, "an unknown failure", {}};
}

class FailureCategory final : public std::error_category {
public:
    const char* name() const noexcept override { return "subprocess"; }
    std::string message(int kind) const override { return meaning_of(kind).message; }
    std::error_condition default_error_condition(int kind) const noexcept override {
        const std::errc condition = meaning_of(kind).condition;
        return condition != std::errc() ? std::error_condition(condition) : std::error_condition(kind, *this);
    }
};

const FailureCategory& failure_category() {
    return immortal<FailureCategory>();
}

} // namespace

} // namespace detail

Failure::Failure(Kind its_kind, const char* message)
    : kind(its_kind), m_exception(new detail::KeptException(message)) {}

template <class E> Failure Failure::with_outputs(Kind its_kind, const E& exception) {
    Failure failure(its_kind, exception.what());
    failure.stdout_ = exception.stdout_;
    failure.stderr_ = exception.stderr_;
    return failure;
}

Failure Failure::of_child() {
    try {
        throw;
    } catch (const CalledProcessError& error) {
        Failure failure = with_outputs(Kind::called_process, error);
        failure.returncode = error.returncode;
        return failure;
    } catch (const PipelineError& error) {
        Failure failure = with_outputs(Kind::called_process, error);
        if (!error.failed.empty())
            failure.returncode = error.returncodes.at(error.failed.back());
        return failure;
    } catch (const TimeoutExpired& error) {
        return with_outputs(error.idle ? Kind::idle_timeout : Kind::timeout, error);
    } catch (const OutputLimitExceeded& error) {
        return with_outputs(Kind::output_limit, error);
    } catch (const Cancelled& error) {
        return with_outputs(Kind::cancelled, error);
    } catch (const Error& error) {
        return Failure(Kind::other_error, error.what());
    }
}

Failure Failure::of_call() {
    try {
        throw;
    } catch (const OSError& error) {
        Failure failure(Kind::os_error, error.what());
        failure.m_exception->code = error.code();
        return failure;
    } catch (const UnicodeDecodeError& error) {
        return Failure(Kind::unicode_error, error.what());
    } catch (const UnicodeEncodeError& error) {
        return Failure(Kind::unicode_error, error.what());
    } catch (const ValueError& error) {
        return Failure(Kind::value_error, error.what());
    } catch (const LookupError& error) {
        return Failure(Kind::lookup_error, error.what());
    } catch (const Error&) {
        return of_child();
    }
}

Failure Failure::of_any() {
    try {
        throw;
    } catch (const Error&) {
        return of_call();
    } catch (const std::bad_alloc&) {
        return Failure();
    } catch (const std::exception& error) {
        return Failure(Kind::callback, error.what());
    } catch (...) {
        return Failure(Kind::callback, "an exception that is no std::exception");
    }
}

Failure Failure::current() noexcept {
    try {
        return of_any();
    } catch (...) {
        return Failure();
    }
}

Failure::Failure(const Failure& other)
    : kind(other.kind), returncode(other.returncode), stdout_(other.stdout_), stderr_(other.stderr_),
      m_exception(other.m_exception ? new detail::KeptException(*other.m_exception.get()) : nullptr) {}

Failure& Failure::operator=(const Failure& other) {
    return *this = Failure(other);
}

std::error_code Failure::code() const noexcept {
    if (!m_exception)
        return std::make_error_code(std::errc::not_enough_memory);
    if (kind == Kind::os_error)
        return m_exception->code;
    return {static_cast<int>(kind), detail::failure_category()};
}

const char* Failure::what() const noexcept {
    return m_exception ? m_exception->text.c_str() : "std::bad_alloc";
}

void Failure::rethrow() const {
    if (!m_exception)
        throw std::bad_alloc();
    std::rethrow_exception(m_exception->original);
}

void Failure::abort() const noexcept {
    std::fprintf(stderr, "subprocess: a Result without a value: %s\n", what());
    std::abort();
}

} // namespace v1
} // namespace subprocess
