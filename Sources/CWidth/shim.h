#pragma once
#include <stddef.h>

/* The C library's: <wchar.h> hides it from Swift. */
int wcwidth(wchar_t sign);
