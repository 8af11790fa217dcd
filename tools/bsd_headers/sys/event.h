// For tools/bsd_check.sh: declares kqueue(2) as in its manual page.
#pragma once

#include <stdint.h>
#include <time.h>

struct kevent {
    uintptr_t ident;
    short filter;
    unsigned short flags;
    unsigned int fflags;
    int64_t data;
    void* udata;
};

constexpr short EVFILT_READ = -1, EVFILT_PROC = -5;
constexpr unsigned short EV_ADD = 1, EV_DELETE = 2, EV_ENABLE = 4;
constexpr unsigned int NOTE_EXIT = 0x80000000;

extern "C" {
int kqueue(void);
int kevent(int, const struct kevent*, int, struct kevent*, int, const struct timespec*);
}

#define EV_SET(event, ident, filter, flags, fflags, data, udata)                                                       \
    (*(event) = {(ident), (filter), (flags), (fflags), (data), (udata)})
