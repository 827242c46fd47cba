/*
 * A disk that fails, for tests: loaded before libc (LD_PRELOAD), it sees every write, truncation and flush of the
 * files store.db, store.db-wal and acknowledged.
 *
 * DISK_TRACE=FILE    append each of them to FILE: type, file, 2 zero bytes, length (4 bytes), offset (8), the bytes
 *                    written. Types: W written, T truncated to offset, S flushed, F a flush that failed.
 * DISK_FAULTS=N      let about one call in N fail, once something was acknowledged: EIO, ENOSPC, a short write, a
 *                    flush that says EIO.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static int trace = -1;
static long faults;
static unsigned seed;
static int acknowledged;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("DISK_TRACE"), *every = getenv("DISK_FAULTS");
  if (file) trace = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (every) faults = atol(every);
  seed = (unsigned)getpid();
}

/* 0 store.db, 1 store.db-wal, 2 acknowledged, -1 none of ours */
static int ours(int fd) {
  char link[64] = "/proc/self/fd/", path[4096];
  int digits = 0, place = 14;
  char number[12];
  if (fd < 0) return -1;
  do number[digits++] = (char)('0' + fd % 10); while ((fd /= 10));
  while (digits) link[place++] = number[--digits];
  link[place] = 0;
  ssize_t size = readlink(link, path, sizeof path - 1);
  if (size <= 0) return -1;
  path[size] = 0;
  const char *name = strrchr(path, '/');
  if (!name) return -1;
  if (!strcmp(name, "/store.db")) return 0;
  if (!strcmp(name, "/store.db-wal")) return 1;
  if (!strcmp(name, "/acknowledged")) return 2;
  return -1;
}

static void record(char type, int file, uint64_t offset, const void *bytes, size_t size) {
  if (trace < 0) return;
  unsigned char head[16] = {(unsigned char)type, (unsigned char)file};
  uint32_t length = (uint32_t)size;
  memcpy(head + 4, &length, 4);
  memcpy(head + 8, &offset, 8);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, size}};
  if (writev(trace, parts, size ? 2 : 1) < 0) abort();
}

static int strikes(int file) {
  if (file == 2) acknowledged = 1;
  return faults > 0 && acknowledged && file != 2 && rand_r(&seed) % faults == 0;
}

static ssize_t put(int fd, int file, const void *bytes, size_t size, off64_t offset) {
  pthread_mutex_lock(&one);
  ssize_t done;
  int error = 0;
  if (strikes(file)) {
    switch (rand_r(&seed) % 3) {
      case 0: error = EIO; break;
      case 1: error = ENOSPC; break;
      default: size = size / 2; /* a short write; what is left is tried again, or fails */
    }
  }
  if (error || size == 0) {
    errno = error ? error : ENOSPC;
    done = -1;
  } else {
    done = syscall(SYS_pwrite64, fd, bytes, size, offset);
    if (done > 0) record('W', file, (uint64_t)offset, bytes, (size_t)done);
  }
  pthread_mutex_unlock(&one);
  return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
  int file = ours(fd);
  if (file < 0) return syscall(SYS_pwrite64, fd, bytes, size, offset);
  return put(fd, file, bytes, size, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
  return pwrite64(fd, bytes, size, offset);
}

ssize_t write(int fd, const void *bytes, size_t size) {
  int file = ours(fd);
  if (file < 0) return syscall(SYS_write, fd, bytes, size);
  ssize_t done = put(fd, file, bytes, size, lseek64(fd, 0, SEEK_CUR));
  if (done > 0) lseek64(fd, done, SEEK_CUR);
  return done;
}

static int flush(int fd) {
  int file = ours(fd);
  if (file < 0) return (int)syscall(SYS_fsync, fd);
  pthread_mutex_lock(&one);
  int result = 0;
  if (strikes(file)) {
    record('F', file, 0, 0, 0);
    errno = EIO;
    result = -1;
  } else {
    record('S', file, 0, 0, 0); /* the trace is what is looked at: nothing needs to reach a real disk */
  }
  pthread_mutex_unlock(&one);
  return result;
}

int fsync(int fd) { return flush(fd); }
int fdatasync(int fd) { return flush(fd); }

int ftruncate64(int fd, off64_t size) {
  int file = ours(fd);
  if (file < 0) return (int)syscall(SYS_ftruncate, fd, size);
  pthread_mutex_lock(&one);
  int result;
  if (strikes(file)) {
    errno = EIO;
    result = -1;
  } else {
    result = (int)syscall(SYS_ftruncate, fd, size);
    if (result == 0) record('T', file, (uint64_t)size, 0, 0);
  }
  pthread_mutex_unlock(&one);
  return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }
