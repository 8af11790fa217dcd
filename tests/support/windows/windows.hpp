// Includes <windows.h> and what else the tests need.
#pragma once

#include "os/windows/windows.hpp"

#include <tlhelp32.h>
#include <winternl.h>
