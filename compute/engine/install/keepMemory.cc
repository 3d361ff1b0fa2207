// TensorFlow takes memory for every tensor and gives it back with it. Left to itself, the C library
// of GNU returns large pieces to the system at once and gets them anew, zeroed page by page: a fifth of
// a training step. With this the process keeps what it has once used. Linked into the addon of
// tfjs-node, so that it holds for whoever loads the native engine.
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>

namespace {

const bool kept = mallopt(M_MMAP_MAX, 0) == 1 && mallopt(M_TRIM_THRESHOLD, -1) == 1;

}  // namespace
#endif
