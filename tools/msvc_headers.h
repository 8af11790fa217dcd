// For tools/msvc_check.sh: parts of Microsoft's C runtime that libc++ needs and Wine's headers lack.
#pragma once
#pragma clang system_header

#define _InterlockedCompareExchange128 hidden_from_wine // Wine's declaration differs from clang's
#include <corecrt.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

struct timespec {
    time_t tv_sec;
    long tv_nsec;
};

extern "C" {
int __cdecl _islower_l(int, _locale_t);
int __cdecl _isupper_l(int, _locale_t);
float __cdecl _strtof_l(const char*, char**, _locale_t);
double __cdecl _strtod_l(const char*, char**, _locale_t);
int __cdecl ___mb_cur_max_func(void);
int __cdecl vsnprintf_s(char*, size_t, size_t, const char*, va_list);
int __stdcall CallbackMayRunLong(struct _TP_CALLBACK_INSTANCE*);
}
#define GetExceptionCode _exception_code
#define MB_CUR_MAX ___mb_cur_max_func()
#define PIPE_REJECT_REMOTE_CLIENTS 8

// Wine's headers have these as macros; libc++ needs functions.
#undef isnan
#undef isinf
#undef isfinite
#undef isnormal
#undef signbit
#undef fpclassify
#define FLOATING_POINT_FUNCTIONS(type)                                                                                 \
    inline bool isnan(type x) { return __builtin_isnan(x); }                                                           \
    inline bool isinf(type x) { return __builtin_isinf(x); }                                                           \
    inline bool isfinite(type x) { return __builtin_isfinite(x); }                                                     \
    inline bool isnormal(type x) { return __builtin_isnormal(x); }                                                     \
    inline bool signbit(type x) { return __builtin_signbit(x); }                                                       \
    inline int fpclassify(type x) { return __builtin_fpclassify(0, 1, 2, 3, 4, x); }
FLOATING_POINT_FUNCTIONS(float)
FLOATING_POINT_FUNCTIONS(double)
FLOATING_POINT_FUNCTIONS(long double)
