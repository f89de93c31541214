// A PDF as Poppler reads it. Its library is met in this room's file.cpp alone.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmask/base/pixels.h"
#include "libmask/base/result.h"
#include "libmask/pdf/ink.h"

namespace mask::pdf {

// Dots per inch that draw a picture which fills so many points with the pixels it has. (Splash gives a picture that ends just at a pixel's
// edge one pixel more, and draws it anew to fill that: so it ends a little before.)
[[nodiscard]] constexpr double own_dpi(std::uint32_t pixels, float points) {
  return pixels * 72.0 / static_cast<double>(points) * (1 - 2e-6);
}

class File {
 public:
  // `bytes` outlive the file. Failure::damaged where it cannot be opened, is encrypted and no password fits, or has no page.
  [[nodiscard]] static Result<File> open(std::string_view bytes, const std::vector<std::string>& passwords);
  File(File&&) noexcept;
  File& operator=(File&&) noexcept;
  ~File();

  [[nodiscard]] std::uint32_t page_count() const;
  [[nodiscard]] std::uint32_t errors() const;         // that were told since the file was opened, those of pages left out
  [[nodiscard]] const std::string& password() const;  // that fitted; empty where none is needed

  // Pages are counted from 0.
  [[nodiscard]] Inks inks(std::uint32_t page);

  struct Drawing {
    Box box = {};  // of the page, points
    double dpi_x = 300;
    double dpi_y = 300;
    bool with_text = true;
    bool is_grey = true;  // else red, green, blue
    std::uint64_t most_pixels = 0;
  };
  // Failure::damaged where there would be too many pixels; Failure::exhausted where there is no memory for them.
  [[nodiscard]] Result<Pixels> draw(std::uint32_t page, const Drawing& drawing);

  struct Attachment {
    std::string name = {};
    std::string bytes = {};
  };
  // Of the document. Failure::damaged where it cannot be read, or holds more than `most` bytes.
  [[nodiscard]] std::uint32_t attachment_count() const;
  [[nodiscard]] Result<Attachment> attachment(std::uint32_t index, std::uint64_t most);
  // Pinned to a page.
  [[nodiscard]] std::vector<Result<Attachment>> page_attachments(std::uint32_t page, std::uint64_t most);

 private:
  struct State;
  explicit File(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace mask::pdf
