// Open MPI, loaded when a process of several needs it and not linked: everything else runs without it.
#pragma once
#include <dlfcn.h>
#include <stddef.h>
// Where distributions put it, beside other MPIs' headers of the same name; CPATH leads to one elsewhere.
#if __has_include("/usr/lib/x86_64-linux-gnu/openmpi/include/mpi.h")
#include "/usr/lib/x86_64-linux-gnu/openmpi/include/mpi.h"
#elif __has_include("/usr/lib/aarch64-linux-gnu/openmpi/include/mpi.h")
#include "/usr/lib/aarch64-linux-gnu/openmpi/include/mpi.h"
#elif __has_include("/usr/include/openmpi-x86_64/mpi.h")
#include "/usr/include/openmpi-x86_64/mpi.h"
#elif __has_include(<mpi.h>)
#include <mpi.h>
#ifndef OPEN_MPI
#error "found the header of another MPI, expected Open MPI's: apt-get install libopenmpi-dev"
#endif
#else
// Cells are compiled on machines without the header, too: what libmpi.so.40 has been since 2017.
typedef struct ompi_communicator_t *MPI_Comm;
typedef struct ompi_datatype_t *MPI_Datatype;
typedef struct ompi_op_t *MPI_Op;
typedef struct ompi_errhandler_t *MPI_Errhandler;
typedef struct ompi_request_t *MPI_Request;
struct ompi_status_public_t { int MPI_SOURCE, MPI_TAG, MPI_ERROR, _cancelled; size_t _ucount; };
typedef struct ompi_status_public_t MPI_Status;
enum { MPI_THREAD_SERIALIZED = 2, MPI_ANY_SOURCE = -1 };
#endif

// The library's functions that ranks call, and the objects that its macros name.
typedef struct {
    int (*init_thread)(int *argc, char ***argv, int wanted, int *given);
    int (*finalize)(void);
    int (*abort)(MPI_Comm all, int code);
    int (*comm_rank)(MPI_Comm all, int *rank);
    int (*comm_size)(MPI_Comm all, int *size);
    int (*comm_dup)(MPI_Comm all, MPI_Comm *copy);
    int (*comm_set_errhandler)(MPI_Comm all, MPI_Errhandler handler);
    int (*error_string)(int code, char *text, int *length);
    int (*iallreduce)(const void *own, void *sum, int count, MPI_Datatype type, MPI_Op op, MPI_Comm all, MPI_Request *request);
    int (*iallgatherv)(const void *own, int count, MPI_Datatype type, void *whole, const int counts[], const int places[],
        MPI_Datatype other, MPI_Comm all, MPI_Request *request);
    int (*ibcast)(void *bytes, int count, MPI_Datatype type, int root, MPI_Comm all, MPI_Request *request);
    int (*isend)(const void *bytes, int count, MPI_Datatype type, int rank, int tag, MPI_Comm all, MPI_Request *request);
    int (*irecv)(void *bytes, int count, MPI_Datatype type, int rank, int tag, MPI_Comm all, MPI_Request *request);
    int (*test)(MPI_Request *request, int *isDone, MPI_Status *status);
    int (*get_count)(const MPI_Status *status, MPI_Datatype type, int *count);
    int (*get_processor_name)(char *name, int *length);
    int (*get_library_version)(char *text, int *length);
    MPI_Comm world;
    MPI_Datatype floats, doubles, bytes;
    MPI_Op sum;
    MPI_Errhandler returning;
} avts_mpi_t;

// Fills the table; 0 where the library, or something of it, is not there.
static inline int avts_mpi_load(avts_mpi_t *table) {
    // Its components look for their symbols among those of the program.
    void *library = dlopen("libmpi.so.40", RTLD_NOW | RTLD_GLOBAL);
    if (!library) return 0;
#ifdef OPEN_MPI  // the header says what type a function has
#define AVTS_MPI(field, function) ((table->field = (__typeof__(&function))dlsym(library, #function)) != NULL)
#else
#define AVTS_MPI(field, function) ((table->field = (__typeof__(table->field))dlsym(library, #function)) != NULL)
#endif
#define AVTS_MPI_OBJECT(field, symbol) ((table->field = (__typeof__(table->field))dlsym(library, #symbol)) != NULL)
    return AVTS_MPI(init_thread, MPI_Init_thread) && AVTS_MPI(finalize, MPI_Finalize) && AVTS_MPI(abort, MPI_Abort)
        && AVTS_MPI(comm_rank, MPI_Comm_rank) && AVTS_MPI(comm_size, MPI_Comm_size) && AVTS_MPI(comm_dup, MPI_Comm_dup)
        && AVTS_MPI(comm_set_errhandler, MPI_Comm_set_errhandler) && AVTS_MPI(error_string, MPI_Error_string)
        && AVTS_MPI(iallreduce, MPI_Iallreduce) && AVTS_MPI(iallgatherv, MPI_Iallgatherv) && AVTS_MPI(ibcast, MPI_Ibcast)
        && AVTS_MPI(isend, MPI_Isend) && AVTS_MPI(irecv, MPI_Irecv) && AVTS_MPI(test, MPI_Test)
        && AVTS_MPI(get_count, MPI_Get_count) && AVTS_MPI(get_processor_name, MPI_Get_processor_name)
        && AVTS_MPI(get_library_version, MPI_Get_library_version)
        && AVTS_MPI_OBJECT(world, ompi_mpi_comm_world) && AVTS_MPI_OBJECT(floats, ompi_mpi_float)
        && AVTS_MPI_OBJECT(doubles, ompi_mpi_double) && AVTS_MPI_OBJECT(bytes, ompi_mpi_byte)
        && AVTS_MPI_OBJECT(sum, ompi_mpi_op_sum) && AVTS_MPI_OBJECT(returning, ompi_mpi_errors_return);
}

// The most that the loaded library was made with: a thread other than the first may speak to it.
static inline int avts_mpi_serialized(void) { return MPI_THREAD_SERIALIZED; }

static inline int avts_mpi_any(void) { return MPI_ANY_SOURCE; }
