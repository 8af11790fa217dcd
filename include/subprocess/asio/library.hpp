/// \file
/// Chooses between standalone Asio and Boost.Asio for <subprocess/asio.hpp>, and includes it.
#pragma once

#include <subprocess/api.hpp>

// A program may define it, as 0 or 1. Otherwise it is the library that was included before this header, or else the one
// that is installed, standalone Asio first. Every header of theirs defines the macros asked for here.
#if !defined(SUBPROCESS_BOOST_ASIO)
#if defined(ASIO_DETAIL_CONFIG_HPP) && defined(BOOST_ASIO_DETAIL_CONFIG_HPP)
#error "subprocess: both Asio and Boost.Asio are included: define SUBPROCESS_BOOST_ASIO as 0 or 1"
#elif defined(ASIO_DETAIL_CONFIG_HPP)
#define SUBPROCESS_BOOST_ASIO 0
#elif defined(BOOST_ASIO_DETAIL_CONFIG_HPP) || !__has_include(<asio/any_io_executor.hpp>)
#define SUBPROCESS_BOOST_ASIO 1
#else
#define SUBPROCESS_BOOST_ASIO 0
#endif
#endif

#if SUBPROCESS_BOOST_ASIO

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/system/system_error.hpp>
#if defined(_WIN32)
#include <boost/asio/windows/object_handle.hpp>
#else
#include <boost/asio/posix/stream_descriptor.hpp>
#endif
#if __has_include(<boost/asio/associated_cancellation_slot.hpp>)
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/cancellation_type.hpp>
#define SUBPROCESS_ASIO_HAS_SLOTS 1
#else
#define SUBPROCESS_ASIO_HAS_SLOTS 0 // before Boost 1.77
#endif
#define SUBPROCESS_WITH_ASIO with_boost_asio

#else

#include <asio/any_io_executor.hpp>
#include <asio/associated_executor.hpp>
#include <asio/async_result.hpp>
#include <asio/dispatch.hpp>
#include <asio/error.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/strand.hpp>
#include <asio/system_error.hpp>
#if defined(_WIN32)
#include <asio/windows/object_handle.hpp>
#else
#include <asio/posix/stream_descriptor.hpp>
#endif
#if __has_include(<asio/associated_cancellation_slot.hpp>)
#include <asio/associated_cancellation_slot.hpp>
#include <asio/cancellation_type.hpp>
#define SUBPROCESS_ASIO_HAS_SLOTS 1
#else
#define SUBPROCESS_ASIO_HAS_SLOTS 0 // before 1.19
#endif
#define SUBPROCESS_WITH_ASIO with_asio

#endif

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
// A program may use both libraries, in different files: what is the same text here becomes different names.
inline namespace SUBPROCESS_WITH_ASIO {

#if SUBPROCESS_BOOST_ASIO
namespace net = ::boost::asio;
using NetError = ::boost::system::error_code;
using NetSystemError = ::boost::system::system_error;
#else
namespace net = ::asio;
using NetError = ::asio::error_code;
using NetSystemError = ::asio::system_error;
#endif

[[noreturn]] inline void throw_net_error(int number, const char* what) {
    throw NetSystemError(NetError(number, net::error::get_system_category()), what);
}

} // namespace SUBPROCESS_WITH_ASIO
} // namespace detail
} // namespace v1
} // namespace subprocess
