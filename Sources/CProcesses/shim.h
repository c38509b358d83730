#ifndef CPROCESSES_SHIM_H
#define CPROCESSES_SHIM_H

#include <stdint.h>
#include <sys/resource.h>

#ifdef __linux__
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

/// Whether descendants whose parent ends become children of this process from now on (prctl(2), PR_SET_CHILD_SUBREAPER).
/// Swift cannot call prctl, which takes any number of arguments. Gives 0, or -1 where the system has no such thing.
static inline int cprocesses_adopt_orphans(int adopts) {
#ifdef __linux__
    return prctl(PR_SET_CHILD_SUBREAPER, (unsigned long)adopts, 0UL, 0UL, 0UL);
#else
    (void)adopts;
    return -1;
#endif
}

/// What the kernel has counted of a child and of those of its descendants that it waited for.
struct cprocesses_usage {
    /// The time that processors spent on them, in microseconds.
    int64_t processor;
    /// The most memory that one of them had at a time, in bytes.
    int64_t memory;
};

/// Reads what was counted of a child that has ended and was not reaped, and does not reap it: the system call waitid takes
/// a fifth argument, which the function of that name doesn't (waitid(2), "C library/kernel differences").
/// Gives 0, or -1 where the child has not ended or the system has no such thing.
static inline int cprocesses_usage_of_ended(int child, struct cprocesses_usage *usage) {
#ifdef __linux__
    siginfo_t information;
    struct rusage counted;
    information.si_pid = 0;
    long result = syscall(
        SYS_waitid, P_PID, child, &information, WEXITED | WNOHANG | WNOWAIT, &counted);
    if (result != 0 || information.si_pid != child) return -1;
    usage->processor = ((int64_t)counted.ru_utime.tv_sec + counted.ru_stime.tv_sec) * 1000000
        + counted.ru_utime.tv_usec + counted.ru_stime.tv_usec;
    usage->memory = (int64_t)counted.ru_maxrss * 1024;
    return 0;
#else
    (void)child;
    (void)usage;
    return -1;
#endif
}

/// The most memory that this process ever had, in bytes.
static inline int64_t cprocesses_peak_memory(void) {
    struct rusage counted;
    if (getrusage(RUSAGE_SELF, &counted) != 0) return INT64_MAX;
#ifdef __APPLE__
    return counted.ru_maxrss;
#else
    return (int64_t)counted.ru_maxrss * 1024;
#endif
}

#endif
