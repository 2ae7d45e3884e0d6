// Registers of sixteen numbers between 32-bit and brain floats: Swift's own types convert and shift one lane at a time.

#pragma once

#include <stdint.h>

typedef float avts_floats __attribute__((ext_vector_type(16)));
typedef uint32_t avts_words __attribute__((ext_vector_type(16)));
typedef uint16_t avts_halves __attribute__((ext_vector_type(16)));

// Sixteen brain floats as floats: each is the upper half of one.
static inline __attribute__((always_inline)) avts_floats avts_widened(const void *source) {
    avts_halves halves;
    __builtin_memcpy(&halves, source, sizeof halves);
    return (avts_floats)(__builtin_convertvector(halves, avts_words) << 16);
}

// Keeps sixteen floats as the nearest brain floats, halves to even; NaN stays NaN.
static inline __attribute__((always_inline)) void avts_narrow(avts_floats floats, void *target) {
    avts_words bits = (avts_words)floats;
    avts_words rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
    avts_words broken = (bits >> 16) | 0x40;
    avts_words is_broken = (avts_words)(floats != floats);
    avts_halves halves = __builtin_convertvector((is_broken & broken) | (~is_broken & rounded), avts_halves);
    __builtin_memcpy(target, &halves, sizeof halves);
}

// Two registers of floats as brain floats side by side: the first in the lower half of each word.
static inline __attribute__((always_inline)) avts_words avts_paired(avts_floats low, avts_floats high) {
    avts_words a = (avts_words)low, b = (avts_words)high;
    avts_words first = (a + 0x7FFF + ((a >> 16) & 1)) >> 16, second = (b + 0x7FFF + ((b >> 16) & 1)) >> 16;
    avts_words first_broken = (avts_words)(low != low), second_broken = (avts_words)(high != high);
    first = (first_broken & ((a >> 16) | 0x40)) | (~first_broken & first);
    second = (second_broken & ((b >> 16) | 0x40)) | (~second_broken & second);
    return first | (second << 16);
}

// Whether the CPU this build is for multiplies brain floats itself.
#ifdef __AVX512BF16__
#define AVTS_MULTIPLIES_BRAIN_FLOATS 1
typedef __bf16 avts_brain_floats __attribute__((__vector_size__(64)));
typedef float avts_sums __attribute__((__vector_size__(64)));

// Adds to each sum the products of two pairs of brain floats.
static inline __attribute__((always_inline)) avts_floats avts_added_products(avts_floats sums, avts_words a, avts_words b) {
    return (avts_floats)__builtin_ia32_dpbf16ps_512((avts_sums)sums, (avts_brain_floats)a, (avts_brain_floats)b);
}
#else
#define AVTS_MULTIPLIES_BRAIN_FLOATS 0

static inline __attribute__((always_inline)) avts_floats avts_added_products(avts_floats sums, avts_words a, avts_words b) {
    const avts_words upper = 0xFFFF0000u;
    return sums + (avts_floats)(a << 16) * (avts_floats)(b << 16) + (avts_floats)(a & upper) * (avts_floats)(b & upper);
}
#endif
