#ifndef CPROCESSES_SHIM_H
#define CPROCESSES_SHIM_H

#ifdef __linux__
#include <sys/prctl.h>
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

#endif
