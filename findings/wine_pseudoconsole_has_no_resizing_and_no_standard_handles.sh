#!/bin/bash
# Wine 8.0 (Debian 12's wine 8.0~repack-4 and g++-mingw-w64; dlls/kernelbase/console.c), on Linux.
#
# A pseudoconsole can be made, and a child can be started at it. But its size is fixed: ResizePseudoConsole() says that it is not
# implemented. And a child that is given no standard handles gets none: on Windows its stdin, stdout and stderr are then the
# pseudoconsole, here they are not, while the child can open CONOUT$, which is. So what a program prints is lost, and a program
# that looks for a terminal at its stdout finds none, although it has a console.
#
# Output seen:
#     CreatePseudoConsole: 0x00000000
#     ResizePseudoConsole: 0x80004001
#     the child's stdin, stdout, stderr are the console: 0 0 0
#     CONOUT$ is the console: 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[[ $(dpkg-query -W -f '${Version}' wine) == 8.0~repack-4 ]] || { echo "this is about another Wine"; exit 1; }

cat >"$folder/program.c" <<'C'
#define _WIN32_WINNT 0x0A00
#define NTDDI_VERSION 0x0A000006
#include <windows.h>
#include <stdio.h>
#include <string.h>

typedef HRESULT(WINAPI *Create)(COORD, HANDLE, HANDLE, DWORD, void **);
typedef HRESULT(WINAPI *Resize)(void *, COORD);
typedef void(WINAPI *Close)(void *);

static int is_console(DWORD which) {
    DWORD mode;
    return GetConsoleMode(GetStdHandle(which), &mode) != 0;
}

/* In the child: tells by its exit code which of its standard handles are the console, and whether CONOUT$ is one. */
static int child(void) {
    DWORD mode;
    HANDLE console = CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, 0, OPEN_EXISTING, 0, 0);
    return is_console(STD_INPUT_HANDLE) | is_console(STD_OUTPUT_HANDLE) << 1 | is_console(STD_ERROR_HANDLE) << 2 |
           (GetConsoleMode(console, &mode) != 0) << 3;
}

int main(int argc, char **argv) {
    if (argc > 1)
        return child();
    HMODULE kernel = GetModuleHandleA("kernel32.dll");
    Create create = (Create)(void *)GetProcAddress(kernel, "CreatePseudoConsole");
    Resize resize = (Resize)(void *)GetProcAddress(kernel, "ResizePseudoConsole");
    Close close = (Close)(void *)GetProcAddress(kernel, "ClosePseudoConsole");
    HANDLE in_read, in_write, out_read, out_write;
    CreatePipe(&in_read, &in_write, 0, 0);
    CreatePipe(&out_read, &out_write, 0, 0);
    void *console = 0;
    COORD size = {80, 24}, other = {100, 30};
    printf("CreatePseudoConsole: 0x%08lx\n", (unsigned long)create(size, in_read, out_write, 0, &console));
    printf("ResizePseudoConsole: 0x%08lx\n", (unsigned long)resize(console, other));

    SIZE_T bytes = 0;
    InitializeProcThreadAttributeList(0, 1, 0, &bytes);
    STARTUPINFOEXA info;
    memset(&info, 0, sizeof info);
    info.StartupInfo.cb = sizeof info;
    info.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    info.lpAttributeList = HeapAlloc(GetProcessHeap(), 0, bytes);
    InitializeProcThreadAttributeList(info.lpAttributeList, 1, 0, &bytes);
    UpdateProcThreadAttribute(info.lpAttributeList, 0, 0x20016, console, sizeof console, 0, 0);
    char command[300];
    snprintf(command, sizeof command, "\"%s\" child", argv[0]);
    PROCESS_INFORMATION process;
    if (!CreateProcessA(0, command, 0, 0, FALSE, EXTENDED_STARTUPINFO_PRESENT, 0, 0, &info.StartupInfo, &process))
        return 1;
    WaitForSingleObject(process.hProcess, 30000);
    DWORD code = 0;
    GetExitCodeProcess(process.hProcess, &code);
    printf("the child's stdin, stdout, stderr are the console: %lu %lu %lu\n", code & 1, code >> 1 & 1, code >> 2 & 1);
    printf("CONOUT$ is the console: %lu\n", code >> 3 & 1);
    close(console);
    return 0;
}
C
x86_64-w64-mingw32-gcc "$folder/program.c" -o "$folder/program.exe"
WINEPREFIX=$folder/wine WINEDEBUG=-all wine "$folder/program.exe" 2>/dev/null | tr -d '\r' | tee "$folder/output"
diff "$folder/output" - <<'E'
CreatePseudoConsole: 0x00000000
ResizePseudoConsole: 0x80004001
the child's stdin, stdout, stderr are the console: 0 0 0
CONOUT$ is the console: 1
E
