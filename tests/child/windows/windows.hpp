// The only include of <windows.h>, and text conversions.
#pragma once

#include <string>

#ifndef NOMINMAX
#define NOMINMAX
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <tlhelp32.h>

std::wstring to_wide(const std::string& text);
std::string to_utf8(const std::wstring& text);
