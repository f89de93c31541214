// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mask {

Mapping::~Mapping() {
  if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
}

Result<Mapping> Mapping::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::unexpected(Error{.failure = Failure::data, .message = "cannot be opened", .path = path});
  struct stat status {};
  void* data = MAP_FAILED;
  if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    data = mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
  }
  ::close(descriptor);
  if (data == MAP_FAILED) return std::unexpected(Error{.failure = Failure::data, .message = "cannot be mapped", .path = path});
  Mapping mapping;
  mapping.data_ = static_cast<const char*>(data);
  mapping.size_ = static_cast<std::size_t>(status.st_size);
  return mapping;
}

}  // namespace mask
