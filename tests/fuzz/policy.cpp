// Any policy file: read into rules that make sense, or refused as configuration.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/decide/policy.h"

#include <sys/mman.h>
#include <unistd.h>

#include "tests/fuzz/target.h"

namespace {

using namespace mask;
using fuzz::require;

// A file that lies in memory only.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("policy", MFD_CLOEXEC)) {
    require(descriptor_ >= 0, "a file in memory can be made");
    require(write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "a file in memory can be written");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(fuzz::as_text(data, size));
  const Result<Policy> policy = load_policy(file.path());
  if (!policy) {
    require(policy.error().failure == Failure::configuration, "a policy that cannot be read is a matter of configuration");
    require(!policy.error().message.empty(), "a refusal says why");
    return 0;
  }
  for (const TypeRule& rule : policy->types) require(rule.from <= 1000, "a threshold is at most 1000");
  return 0;
}
