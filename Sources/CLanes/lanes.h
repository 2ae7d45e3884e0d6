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

// The larger and the smaller of each lane; of NaN in `x` the other.
static inline __attribute__((always_inline)) avts_floats avts_larger(avts_floats running, avts_floats x) {
    avts_words wins = (avts_words)(x > running);
    return (avts_floats)((wins & (avts_words)x) | (~wins & (avts_words)running));
}

static inline __attribute__((always_inline)) avts_floats avts_smaller(avts_floats running, avts_floats x) {
    avts_words wins = (avts_words)(x < running);
    return (avts_floats)((wins & (avts_words)x) | (~wins & (avts_words)running));
}

// The lanes moved by eight, four, two and one places: what joins them all in four steps.
#define AVTS_JOINED(step, v) \
    v = step(v, __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)); \
    v = step(v, __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11)); \
    v = step(v, __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)); \
    v = step(v, __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14))

// The largest and the smallest lane of numbers.
static inline __attribute__((always_inline)) float avts_largest(avts_floats v) {
    AVTS_JOINED(avts_larger, v);
    return v[0];
}

static inline __attribute__((always_inline)) float avts_smallest(avts_floats v) {
    AVTS_JOINED(avts_smaller, v);
    return v[0];
}

// All bits where a lane is NaN, none elsewhere.
static inline __attribute__((always_inline)) avts_words avts_broken(avts_floats x) { return (avts_words)(x != x); }

// A moment of a loop that waits, in which the core's other thread, where two share one, has all of it.
static inline __attribute__((always_inline)) void avts_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
}
