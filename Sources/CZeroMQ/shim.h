// ZeroMQ, loaded when a kernel begins and not linked: everything else runs without it.
#pragma once
#include <dlfcn.h>
#include <stddef.h>
#include <zmq.h>

// The library's functions that a kernel calls.
typedef struct {
    void *(*ctx_new)(void);
    int (*ctx_term)(void *context);
    void *(*socket)(void *context, int type);
    int (*close)(void *socket);
    int (*setsockopt)(void *socket, int option, const void *value, size_t length);
    int (*getsockopt)(void *socket, int option, void *value, size_t *length);
    int (*bind)(void *socket, const char *address);
    int (*connect)(void *socket, const char *address);
    int (*send)(void *socket, const void *bytes, size_t length, int flags);
    int (*msg_init)(zmq_msg_t *message);
    int (*msg_recv)(zmq_msg_t *message, void *socket, int flags);
    void *(*msg_data)(zmq_msg_t *message);
    size_t (*msg_size)(const zmq_msg_t *message);
    int (*msg_more)(const zmq_msg_t *message);
    int (*msg_close)(zmq_msg_t *message);
    int (*poll)(zmq_pollitem_t *items, int count, long milliseconds);
    int (*errnum)(void);
    const char *(*strerror)(int number);
    void (*version)(int *major, int *minor, int *patch);
} avts_zmq_t;

// Fills the table; 0 where the library, or a function of it, is not there.
static inline int avts_zmq_load(avts_zmq_t *table) {
    void *library = dlopen("libzmq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library) return 0;
#define AVTS_ZMQ(field, function) ((table->field = (__typeof__(&function))dlsym(library, #function)) != NULL)
    return AVTS_ZMQ(ctx_new, zmq_ctx_new) && AVTS_ZMQ(ctx_term, zmq_ctx_term) && AVTS_ZMQ(socket, zmq_socket)
        && AVTS_ZMQ(close, zmq_close) && AVTS_ZMQ(setsockopt, zmq_setsockopt) && AVTS_ZMQ(getsockopt, zmq_getsockopt)
        && AVTS_ZMQ(bind, zmq_bind) && AVTS_ZMQ(connect, zmq_connect) && AVTS_ZMQ(send, zmq_send)
        && AVTS_ZMQ(msg_init, zmq_msg_init) && AVTS_ZMQ(msg_recv, zmq_msg_recv) && AVTS_ZMQ(msg_data, zmq_msg_data)
        && AVTS_ZMQ(msg_size, zmq_msg_size) && AVTS_ZMQ(msg_more, zmq_msg_more) && AVTS_ZMQ(msg_close, zmq_msg_close)
        && AVTS_ZMQ(poll, zmq_poll) && AVTS_ZMQ(errnum, zmq_errno) && AVTS_ZMQ(strerror, zmq_strerror)
        && AVTS_ZMQ(version, zmq_version);
}
