/// \file
/// What Popen consists of, which src/ defines.
#pragma once

namespace subprocess {
inline namespace v1 { // not exported
namespace detail {
class Activity;
class AwaitedChildren;
class Bounds;
class Calls;
class ChildProcess;
class CommunicateCall;
class Communicating;
class CommunicationState;
class Deadline;
class EndOfCall;
class Ending;
class PopenStart;
class RunningState;
struct ReadStream;
struct TransferLimits;
namespace os {
struct Start;
} // namespace os
} // namespace detail
} // namespace v1
} // namespace subprocess
