#pragma once
#include <cblas.h>

// Floats in a register of the CPU this build is for (-march): the compiler knows, Swift cannot ask it.
#ifdef __AVX512F__
#define AVTS_REGISTER_FLOATS 16
#else
#define AVTS_REGISTER_FLOATS 8
#endif
