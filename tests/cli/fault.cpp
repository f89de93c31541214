// Loaded before libc in tests: makes one call of write, fsync, close, rename, open, read or malloc fail, as a bad disk or a full memory
// would. SPDX-License-Identifier: GPL-3.0-or-later
//
// MASKROS_FAULT=write:3 fails the third write, write:3+ all from the third on. When it strikes it makes the file that
// MASKROS_FAULT_HIT names, so that a loop over N=1,2,... knows when it has met every call.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

struct Plan {
  char call[16] = {};
  long number = 0;
  bool lasting = false;
};
Plan plan;
std::atomic<long> calls{0};
std::atomic<bool> ready{false};

__attribute__((constructor)) void read_plan() {
  const char* text = std::getenv("MASKROS_FAULT");
  const char* colon = text == nullptr ? nullptr : std::strchr(text, ':');
  if (colon == nullptr || colon - text >= static_cast<long>(sizeof(plan.call))) return;
  std::memcpy(plan.call, text, static_cast<std::size_t>(colon - text));
  char* rest = nullptr;
  plan.number = std::strtol(colon + 1, &rest, 10);
  plan.lasting = *rest == '+';
  ready = true;
}

// Whether this call is the one to fail. Uses nothing that could itself be made to fail.
bool strikes(std::string_view call) {
  if (!ready || call != plan.call) return false;
  const long number = ++calls;
  if (number != plan.number && !(plan.lasting && number > plan.number)) return false;
  const char* hit = std::getenv("MASKROS_FAULT_HIT");
  if (hit != nullptr) {
    const long file = syscall(SYS_openat, AT_FDCWD, hit, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (file >= 0) syscall(SYS_close, file);
  }
  return true;
}

bool is_written_to(int file) {
  const int flags = fcntl(file, F_GETFL);
  return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
}

template <typename Function>
Function next(Function, const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

int failed(int error) {
  errno = error;
  return -1;
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* data, size_t size) {
  if (file != 2 && strikes("write")) return failed(ENOSPC);
  return syscall(SYS_write, file, data, size);
}
ssize_t writev(int file, const iovec* parts, int count) {
  if (file != 2 && strikes("write")) return failed(ENOSPC);
  return syscall(SYS_writev, file, parts, count);
}
ssize_t pwrite(int file, const void* data, size_t size, off_t at) {
  if (strikes("write")) return failed(ENOSPC);
  return syscall(SYS_pwrite64, file, data, size, at);
}
ssize_t read(int file, void* data, size_t size) {
  if (strikes("read")) return failed(EIO);
  return syscall(SYS_read, file, data, size);
}
int fsync(int file) { return strikes("fsync") ? failed(EIO) : static_cast<int>(syscall(SYS_fsync, file)); }
int fdatasync(int file) { return strikes("fsync") ? failed(EIO) : static_cast<int>(syscall(SYS_fdatasync, file)); }

// As a network disk does: the descriptor is gone, and so may be what was written to it.
int close(int file) {
  const bool fails = file != 2 && is_written_to(file) && strikes("close");
  const auto result = static_cast<int>(syscall(SYS_close, file));
  return fails ? failed(EIO) : result;
}

int rename(const char* from, const char* to) {
  return strikes("rename") ? failed(EIO) : static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int renameat(int at, const char* from, int there, const char* to) {
  return strikes("rename") ? failed(EIO) : static_cast<int>(syscall(SYS_renameat2, at, from, there, to, 0));
}
int renameat2(int at, const char* from, int there, const char* to, unsigned flags) {
  return strikes("rename") ? failed(EIO) : static_cast<int>(syscall(SYS_renameat2, at, from, there, to, flags));
}
int linkat(int at, const char* from, int there, const char* to, int flags) {
  return strikes("rename") ? failed(EIO) : static_cast<int>(syscall(SYS_linkat, at, from, there, to, flags));
}

// O_TMPFILE is what some disks lack: MASKROS_FAULT=tmpfile:1+ makes every disk one of those.
int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int mode = va_arg(more, int);
  va_end(more);
  if ((flags & O_TMPFILE) == O_TMPFILE && strikes("tmpfile")) return failed(EOPNOTSUPP);
  if (strikes("open")) return failed(EMFILE);
  return static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}
int openat(int at, const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int mode = va_arg(more, int);
  va_end(more);
  if ((flags & O_TMPFILE) == O_TMPFILE && strikes("tmpfile")) return failed(EOPNOTSUPP);
  if (strikes("open")) return failed(EMFILE);
  return static_cast<int>(syscall(SYS_openat, at, path, flags, mode));
}
int open64(const char*, int, ...) __attribute__((alias("open")));
int openat64(int, const char*, int, ...) __attribute__((alias("openat")));

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): glibc's own names for its allocator
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

void* malloc(size_t size) {
  if (!strikes("malloc")) return __libc_malloc(size);
  errno = ENOMEM;
  return nullptr;
}
void* calloc(size_t count, size_t size) {
  if (!strikes("malloc")) return __libc_calloc(count, size);
  errno = ENOMEM;
  return nullptr;
}
void* realloc(void* old, size_t size) {
  if (!strikes("malloc")) return __libc_realloc(old, size);
  errno = ENOMEM;
  return nullptr;
}
void* aligned_alloc(size_t alignment, size_t size) {
  if (!strikes("malloc")) return __libc_memalign(alignment, size);
  errno = ENOMEM;
  return nullptr;
}
int posix_memalign(void** result, size_t alignment, size_t size) {
  if (strikes("malloc")) return ENOMEM;
  *result = __libc_memalign(alignment, size);
  return *result == nullptr ? ENOMEM : 0;
}
void* mmap(void* address, size_t size, int protection, int flags, int file, off_t at) {
  if (strikes("mmap")) {
    errno = ENOMEM;
    return MAP_FAILED;
  }
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel answers with a number
  return reinterpret_cast<void*>(syscall(SYS_mmap, address, size, protection, flags, file, at));
}
void* mmap64(void*, size_t, int, int, int, off_t) __attribute__((alias("mmap")));
}
