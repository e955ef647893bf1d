// How jemalloc is set for this program; read by it before main (its manual, "malloc_conf"). Four
// threads need no more than two arenas, what a burst has freed goes back within a fifth of a
// second, and threads keep nothing larger than 4 KiB to themselves: an
// idle connection costs a third less.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "narenas:2,lg_tcache_max:12,dirty_decay_ms:200,muzzy_decay_ms:0";
}
