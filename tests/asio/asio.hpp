// What the tests of <subprocess/asio.hpp> share. They are compiled with standalone Asio and with Boost.Asio.
#pragma once

#include "support/helpers.hpp"

#include <subprocess/asio.hpp>

#if SUBPROCESS_BOOST_ASIO
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#else
#include <asio/bind_executor.hpp>
#include <asio/io_context.hpp>
#include <asio/use_future.hpp>
#endif
#if SUBPROCESS_ASIO_HAS_SLOTS && SUBPROCESS_BOOST_ASIO
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#elif SUBPROCESS_ASIO_HAS_SLOTS
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#endif

#include <exception>
#include <utility>

namespace tests {

namespace net = subprocess::detail::net;

/// What a handler was told.
template <class Result> struct Told {
    /// The handler. It may be called once.
    auto handler() {
        return [this](std::exception_ptr failure, Result what) {
            CHECK_FALSE(called);
            called = true;
            error = std::move(failure);
            result = std::move(what);
        };
    }

    /// The result, or the error as an exception.
    Result get() const {
        REQUIRE(called);
        if (error != nullptr)
            std::rethrow_exception(error);
        return result;
    }

    /// The error, which must have exactly this type.
    template <class Error> Error error_as() const {
        return thrown<Error>([this] { get(); });
    }

    bool called = false;
    std::exception_ptr error;
    Result result{};
};

using Done = Told<subprocess::CompletedProcess>;
using Communicated = Told<subprocess::Outputs>;
using Waited = Told<int>;

} // namespace tests
