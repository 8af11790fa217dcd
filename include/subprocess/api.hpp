/// \file
/// SUBPROCESS_API, which marks what a shared library exports.
#pragma once

// While the library is compiled, everything is hidden that no public header declares; on Windows a DLL exports it all.
// A program that includes the headers chooses for itself how visible its own copies of inline functions are.
#if defined(SUBPROCESS_EXPORT_API)
#define SUBPROCESS_API [[gnu::visibility("default")]]
#else
#define SUBPROCESS_API
#endif
