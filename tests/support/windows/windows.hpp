// <windows.h> and what the tests need beside it.
#pragma once

#include "os/windows/windows.hpp"

#include <tlhelp32.h>
#include <winternl.h>
