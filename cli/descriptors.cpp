// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/descriptors.h"

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "cli/job.h"

namespace cli {

using mask::Failure;
using mask::Result;

namespace {
constexpr std::size_t most_descriptors = 250;
// A child's status and the broker's line before it.
constexpr std::size_t message_space = longest_message + 1024;
}  // namespace

Descriptor::~Descriptor() { close(); }

void Descriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

Result<Descriptor> memory_file() {
  Descriptor file(memfd_create("maskros", MFD_CLOEXEC));
  if (!file.is_open()) return mask::fail(Failure::exhausted, "no descriptor left");
  return file;
}

Result<std::pair<Descriptor, Descriptor>> connection() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return mask::fail(Failure::exhausted, "no descriptor left");
  return std::pair{Descriptor(ends[0]), Descriptor(ends[1])};
}

Result<void> send(int connection, std::string_view bytes, std::span<const int> descriptors) {
  std::string copy(bytes);
  iovec part{copy.data(), copy.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(most_descriptors * sizeof(int))> control{};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  if (!descriptors.empty()) {
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* const rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(rights), descriptors.data(), descriptors.size_bytes());
  }
  while (sendmsg(connection, &header, MSG_NOSIGNAL) < 0) {
    if (errno != EINTR) return mask::fail(Failure::io, "the worker is gone");
  }
  return {};
}

std::optional<Message> receive(int connection) {
  Message message;
  message.bytes.resize(message_space);
  iovec part{message.bytes.data(), message.bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(most_descriptors * sizeof(int))> control{};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  ssize_t size = 0;
  do {
    size = recvmsg(connection, &header, MSG_CMSG_CLOEXEC);
  } while (size < 0 && errno == EINTR);
  if (size <= 0) return std::nullopt;
  message.bytes.resize(static_cast<std::size_t>(size));
  for (cmsghdr* rights = CMSG_FIRSTHDR(&header); rights != nullptr; rights = CMSG_NXTHDR(&header, rights)) {
    if (rights->cmsg_level != SOL_SOCKET || rights->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (rights->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(rights) + i * sizeof(int), sizeof(int));
      message.descriptors.emplace_back(number);
    }
  }
  if ((header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return std::nullopt;
  return message;
}

Result<FileView> FileView::of(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return mask::fail(Failure::io, "cannot be read");
  FileView view;
  view.size_ = static_cast<std::size_t>(status.st_size);
  if (view.size_ == 0) return view;
  void* const mapped = mmap(nullptr, view.size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (mapped == MAP_FAILED) {
    view.size_ = 0;
    return mask::fail(Failure::exhausted, "ran out of memory");
  }
  view.data_ = static_cast<const char*>(mapped);
  return view;
}

FileView::~FileView() {
  if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
}

Result<void> write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return mask::fail(Failure::io, errno == EFBIG ? "the result is too large" : "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace cli
