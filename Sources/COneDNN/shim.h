// oneDNN, loaded when first asked for and not linked: a program that multiplies nothing starts without its 40 MB, and one build runs
// with and without it. One set of names for its versions 2 and 3, which differ in how a primitive is described.
#pragma once
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <dnnl.h>

// The loaded library's function of this name.
#define AVTS_DNNL(library, function) ((__typeof__(&function))dlsym(library, #function))

// The library whose header this is, or NULL.
static inline void *avts_dnnl_open(void) {
#if DNNL_VERSION_MAJOR >= 3
    return dlopen("libdnnl.so.3", RTLD_NOW | RTLD_LOCAL);
#else
    return dlopen("libdnnl.so.2", RTLD_NOW | RTLD_LOCAL);
#endif
}

static inline const dnnl_version_t *avts_dnnl_version(void *library) {
    return AVTS_DNNL(library, dnnl_version)();
}

static inline int avts_dnnl_effective_cpu_isa(void *library) {
    return AVTS_DNNL(library, dnnl_get_effective_cpu_isa)();
}

// Sets the number of threads of the calling thread's next parallel regions; NULL in a build without OpenMP.
typedef void (*avts_dnnl_thread_setter_t)(int count);
static inline avts_dnnl_thread_setter_t avts_dnnl_thread_setter(void *library) {
    return (avts_dnnl_thread_setter_t)dlsym(library, "omp_set_num_threads");
}

static inline dnnl_status_t avts_dnnl_cpu(void *library, dnnl_engine_t *engine, dnnl_stream_t *stream) {
    dnnl_status_t status = AVTS_DNNL(library, dnnl_engine_create)(engine, dnnl_cpu, 0);
    if (status != dnnl_success) return status;
    return AVTS_DNNL(library, dnnl_stream_create)(stream, *engine, dnnl_stream_default_flags);
}

// Memory descriptors are values in version 2 and handles in version 3: handles here.

static inline dnnl_status_t avts_dnnl_memory_desc_create(
    void *library, void **descriptor, int axes, const int64_t *dimensions, dnnl_data_type_t type, dnnl_format_tag_t tag) {
#if DNNL_VERSION_MAJOR >= 3
    return AVTS_DNNL(library, dnnl_memory_desc_create_with_tag)((dnnl_memory_desc_t *)descriptor, axes, dimensions, type, tag);
#else
    *descriptor = calloc(1, sizeof(dnnl_memory_desc_t));
    return AVTS_DNNL(library, dnnl_memory_desc_init_by_tag)((dnnl_memory_desc_t *)*descriptor, axes, dimensions, type, tag);
#endif
}

// A box within an array, as a descriptor over the same bytes.
static inline dnnl_status_t avts_dnnl_memory_desc_part(
    void *library, void **descriptor, const void *whole, const int64_t *dimensions, const int64_t *offsets) {
#if DNNL_VERSION_MAJOR >= 3
    return AVTS_DNNL(library, dnnl_memory_desc_create_submemory)(
        (dnnl_memory_desc_t *)descriptor, (const_dnnl_memory_desc_t)whole, dimensions, offsets);
#else
    *descriptor = calloc(1, sizeof(dnnl_memory_desc_t));
    return AVTS_DNNL(library, dnnl_memory_desc_init_submemory)(
        (dnnl_memory_desc_t *)*descriptor, (const dnnl_memory_desc_t *)whole, dimensions, offsets);
#endif
}

static inline void avts_dnnl_memory_desc_destroy(void *library, void *descriptor) {
#if DNNL_VERSION_MAJOR >= 3
    AVTS_DNNL(library, dnnl_memory_desc_destroy)((dnnl_memory_desc_t)descriptor);
#else
    free(descriptor);
#endif
}

static inline size_t avts_dnnl_memory_desc_size(void *library, const void *descriptor) {
#if DNNL_VERSION_MAJOR >= 3
    return AVTS_DNNL(library, dnnl_memory_desc_get_size)((const_dnnl_memory_desc_t)descriptor);
#else
    return AVTS_DNNL(library, dnnl_memory_desc_get_size)((const dnnl_memory_desc_t *)descriptor);
#endif
}

static inline int avts_dnnl_memory_desc_equal(void *library, const void *a, const void *b) {
#if DNNL_VERSION_MAJOR >= 3
    return AVTS_DNNL(library, dnnl_memory_desc_equal)((const_dnnl_memory_desc_t)a, (const_dnnl_memory_desc_t)b);
#else
    return AVTS_DNNL(library, dnnl_memory_desc_equal)((const dnnl_memory_desc_t *)a, (const dnnl_memory_desc_t *)b);
#endif
}

static inline dnnl_status_t avts_dnnl_memory_create(
    void *library, dnnl_memory_t *memory, const void *descriptor, dnnl_engine_t engine, void *bytes) {
#if DNNL_VERSION_MAJOR >= 3
    return AVTS_DNNL(library, dnnl_memory_create)(memory, (const_dnnl_memory_desc_t)descriptor, engine, bytes);
#else
    return AVTS_DNNL(library, dnnl_memory_create)(memory, (const dnnl_memory_desc_t *)descriptor, engine, bytes);
#endif
}

static inline void avts_dnnl_memory_destroy(void *library, dnnl_memory_t memory) {
    AVTS_DNNL(library, dnnl_memory_destroy)(memory);
}

// Attributes by which scratch memory is the caller's.
static inline dnnl_status_t avts_dnnl_own_scratch(void *library, dnnl_primitive_attr_t *attributes) {
    dnnl_status_t status = AVTS_DNNL(library, dnnl_primitive_attr_create)(attributes);
    if (status != dnnl_success) return status;
    return AVTS_DNNL(library, dnnl_primitive_attr_set_scratchpad_mode)(*attributes, dnnl_scratchpad_mode_user);
}

// A convolution, forward or one of its derivatives; scratch memory is the caller's. `bias` may be NULL.
static inline dnnl_status_t avts_dnnl_convolution(
    void *library, dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_prop_kind_t pass, const void *source,
    const void *weights, const void *bias, const void *target, const int64_t *strides, const int64_t *before,
    const int64_t *after) {
    dnnl_primitive_attr_t attributes;
    dnnl_status_t status = avts_dnnl_own_scratch(library, &attributes);
    if (status != dnnl_success) return status;
#if DNNL_VERSION_MAJOR >= 3
    dnnl_dims_t dense = {0};
    const_dnnl_memory_desc_t s = source, w = weights, b = bias, t = target;
    if (pass == dnnl_forward_training)
        status = AVTS_DNNL(library, dnnl_convolution_forward_primitive_desc_create)(
            result, engine, pass, dnnl_convolution_direct, s, w, b, t, strides, dense, before, after, attributes);
    else if (pass == dnnl_backward_data)
        status = AVTS_DNNL(library, dnnl_convolution_backward_data_primitive_desc_create)(
            result, engine, dnnl_convolution_direct, s, w, t, strides, dense, before, after, NULL, attributes);
    else
        status = AVTS_DNNL(library, dnnl_convolution_backward_weights_primitive_desc_create)(
            result, engine, dnnl_convolution_direct, s, w, NULL, t, strides, dense, before, after, NULL, attributes);
#else
    const dnnl_memory_desc_t *s = source, *w = weights, *b = bias, *t = target;
    dnnl_convolution_desc_t description;
    if (pass == dnnl_forward_training)
        status = AVTS_DNNL(library, dnnl_convolution_forward_desc_init)(
            &description, pass, dnnl_convolution_direct, s, w, b, t, strides, before, after);
    else if (pass == dnnl_backward_data)
        status = AVTS_DNNL(library, dnnl_convolution_backward_data_desc_init)(
            &description, dnnl_convolution_direct, s, w, t, strides, before, after);
    else
        status = AVTS_DNNL(library, dnnl_convolution_backward_weights_desc_init)(
            &description, dnnl_convolution_direct, s, w, NULL, t, strides, before, after);
    if (status == dnnl_success)
        status = AVTS_DNNL(library, dnnl_primitive_desc_create)(result, &description, attributes, engine, NULL);
#endif
    AVTS_DNNL(library, dnnl_primitive_attr_destroy)(attributes);
    return status;
}

// A pooling, forward or its derivative; `hint` is the forward primitive of a derivative. Scratch memory is the caller's.
static inline dnnl_status_t avts_dnnl_pooling(
    void *library, dnnl_primitive_desc_t *result, dnnl_engine_t engine, int backward, dnnl_alg_kind_t algorithm,
    const void *source, const void *target, const int64_t *strides, const int64_t *kernel, const int64_t *before,
    const int64_t *after, dnnl_primitive_desc_t hint) {
    dnnl_primitive_attr_t attributes;
    dnnl_status_t status = avts_dnnl_own_scratch(library, &attributes);
    if (status != dnnl_success) return status;
#if DNNL_VERSION_MAJOR >= 3
    dnnl_dims_t dense = {0};
    if (backward)
        status = AVTS_DNNL(library, dnnl_pooling_backward_primitive_desc_create)(
            result, engine, algorithm, source, target, strides, kernel, dense, before, after, hint, attributes);
    else
        status = AVTS_DNNL(library, dnnl_pooling_forward_primitive_desc_create)(
            result, engine, dnnl_forward_training, algorithm, source, target, strides, kernel, dense, before, after, attributes);
#else
    dnnl_pooling_desc_t description;
    if (backward)
        status = AVTS_DNNL(library, dnnl_pooling_backward_desc_init)(
            &description, algorithm, source, target, strides, kernel, before, after);
    else
        status = AVTS_DNNL(library, dnnl_pooling_forward_desc_init)(
            &description, dnnl_forward_training, algorithm, source, target, strides, kernel, before, after);
    if (status == dnnl_success)
        status = AVTS_DNNL(library, dnnl_primitive_desc_create)(result, &description, attributes, engine, hint);
#endif
    AVTS_DNNL(library, dnnl_primitive_attr_destroy)(attributes);
    return status;
}

// A batch normalisation by the batch's own statistics with scale, shift and, if wanted, a ReLU; forward or its derivative.
static inline dnnl_status_t avts_dnnl_batch_normalization(
    void *library, dnnl_primitive_desc_t *result, dnnl_engine_t engine, int backward, const void *data, float epsilon, int relu,
    dnnl_primitive_desc_t hint) {
    unsigned flags = dnnl_use_scale | dnnl_use_shift | (relu ? dnnl_fuse_norm_relu : 0);
    dnnl_primitive_attr_t attributes;
    dnnl_status_t status = avts_dnnl_own_scratch(library, &attributes);
    if (status != dnnl_success) return status;
#if DNNL_VERSION_MAJOR >= 3
    if (backward)
        status = AVTS_DNNL(library, dnnl_batch_normalization_backward_primitive_desc_create)(
            result, engine, dnnl_backward, data, data, data, epsilon, flags, hint, attributes);
    else
        status = AVTS_DNNL(library, dnnl_batch_normalization_forward_primitive_desc_create)(
            result, engine, dnnl_forward_training, data, data, epsilon, flags, attributes);
#else
    dnnl_batch_normalization_desc_t description;
    if (backward)
        status = AVTS_DNNL(library, dnnl_batch_normalization_backward_desc_init)(
            &description, dnnl_backward, data, data, epsilon, flags);
    else
        status = AVTS_DNNL(library, dnnl_batch_normalization_forward_desc_init)(
            &description, dnnl_forward_training, data, epsilon, flags);
    if (status == dnnl_success)
        status = AVTS_DNNL(library, dnnl_primitive_desc_create)(result, &description, attributes, engine, hint);
#endif
    AVTS_DNNL(library, dnnl_primitive_attr_destroy)(attributes);
    return status;
}

// A copy from one layout and type to another.
static inline dnnl_status_t avts_dnnl_reorder(
    void *library, dnnl_primitive_desc_t *result, dnnl_engine_t engine, const void *from, const void *to) {
    return AVTS_DNNL(library, dnnl_reorder_primitive_desc_create)(result, from, engine, to, engine, NULL);
}

// What a primitive wants its argument (or scratch memory) to be; the primitive descriptor owns the answer.
static inline const void *avts_dnnl_query_memory_desc(void *library, dnnl_primitive_desc_t primitive, dnnl_query_t what) {
    return AVTS_DNNL(library, dnnl_primitive_desc_query_md)(primitive, what, 0);
}

// Which of the library's kernels a primitive is.
static inline const char *avts_dnnl_kernel_name(void *library, dnnl_primitive_desc_t primitive) {
    const char *name = "";
    AVTS_DNNL(library, dnnl_primitive_desc_query)(primitive, dnnl_query_impl_info_str, 0, &name);
    return name;
}

static inline dnnl_status_t avts_dnnl_primitive_create(
    void *library, dnnl_primitive_t *primitive, dnnl_primitive_desc_t descriptor) {
    return AVTS_DNNL(library, dnnl_primitive_create)(primitive, descriptor);
}

static inline void avts_dnnl_primitive_destroy(void *library, dnnl_primitive_t primitive) {
    AVTS_DNNL(library, dnnl_primitive_destroy)(primitive);
}

static inline void avts_dnnl_primitive_desc_destroy(void *library, dnnl_primitive_desc_t descriptor) {
    AVTS_DNNL(library, dnnl_primitive_desc_destroy)(descriptor);
}

static inline dnnl_status_t avts_dnnl_execute(
    void *library, dnnl_primitive_t primitive, dnnl_stream_t stream, int count, const dnnl_exec_arg_t *arguments) {
    dnnl_status_t status = AVTS_DNNL(library, dnnl_primitive_execute)(primitive, stream, count, arguments);
    return status == dnnl_success ? AVTS_DNNL(library, dnnl_stream_wait)(stream) : status;
}

static inline dnnl_status_t avts_dnnl_sgemm(
    void *library, char transA, char transB, int64_t m, int64_t n, int64_t k, float alpha, const float *a, int64_t lda,
    const float *b, int64_t ldb, float beta, float *c, int64_t ldc) {
    return AVTS_DNNL(library, dnnl_sgemm)(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}
