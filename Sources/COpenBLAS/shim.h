#pragma once
#include <cblas.h>

// Floats in a register of the CPU this build is for (-march): the compiler knows, Swift cannot ask it.
#ifdef __AVX512F__
#define AVTS_REGISTER_FLOATS 16
#else
#define AVTS_REGISTER_FLOATS 8
#endif

// Whether that CPU multiplies and adds in one instruction.
#if defined(__FMA__) || defined(__aarch64__)
#define AVTS_FUSES_PRODUCTS 1
#else
#define AVTS_FUSES_PRODUCTS 0
#endif

// Solves A X = B for a symmetric positive definite A by Cholesky's factors, both column after column (LAPACK, which OpenBLAS holds).
void dposv_(
    const char *triangle, const int *order, const int *sides, double *a, const int *a_stride, double *b, const int *b_stride, int *failure);

// The factors of a square matrix, and the solutions of systems by them (LAPACK).
void dgetrf_(const int *rows, const int *columns, double *a, const int *a_stride, int *pivots, int *failure);
void dgetrs_(
    const char *transposed, const int *order, const int *sides, const double *a, const int *a_stride, const int *pivots, double *b,
    const int *b_stride, int *failure);
