// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/redact/tiff_writer.h"

#include <tiffio.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace mask {

// What libtiff takes for a file.
struct TiffWriter::Memory {
  std::string bytes;
  std::size_t at = 0;

  static tmsize_t read(thandle_t self, void* to, tmsize_t size) {
    auto& memory = *static_cast<Memory*>(self);
    const std::size_t count =
        memory.at < memory.bytes.size() ? std::min(static_cast<std::size_t>(size), memory.bytes.size() - memory.at) : 0;
    std::copy_n(memory.bytes.data() + std::min(memory.at, memory.bytes.size()), count, static_cast<char*>(to));
    memory.at += count;
    return static_cast<tmsize_t>(count);
  }
  static tmsize_t write(thandle_t self, void* from, tmsize_t size) {
    auto& memory = *static_cast<Memory*>(self);
    const auto count = static_cast<std::size_t>(size);
    if (memory.bytes.size() < memory.at + count) memory.bytes.resize(memory.at + count);
    std::copy_n(static_cast<const char*>(from), count, memory.bytes.data() + memory.at);
    memory.at += count;
    return size;
  }
  static toff_t seek(thandle_t self, toff_t offset, int whence) {
    auto& memory = *static_cast<Memory*>(self);
    memory.at = static_cast<std::size_t>(offset) + (whence == SEEK_CUR ? memory.at : whence == SEEK_END ? memory.bytes.size() : 0);
    return memory.at;
  }
  static int close(thandle_t /*self*/) { return 0; }
  static toff_t size(thandle_t self) { return static_cast<Memory*>(self)->bytes.size(); }
};

TiffWriter::TiffWriter() : memory_(new Memory) {
  TIFFSetErrorHandler(nullptr);
  TIFFSetWarningHandler(nullptr);
  file_ = TIFFClientOpen("", "wm", memory_, Memory::read, Memory::write, Memory::seek, Memory::close, Memory::size, nullptr, nullptr);
}

TiffWriter::~TiffWriter() {
  if (file_ != nullptr) TIFFClose(file_);
  delete memory_;
}

bool TiffWriter::add(const Pixels& pixels) {
  if (file_ == nullptr || pixels.channels != 1) return false;
  TIFFSetField(file_, TIFFTAG_IMAGEWIDTH, pixels.width);
  TIFFSetField(file_, TIFFTAG_IMAGELENGTH, pixels.height);
  TIFFSetField(file_, TIFFTAG_BITSPERSAMPLE, pixels.is_bitonal ? 1 : 8);
  TIFFSetField(file_, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(file_, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(file_, TIFFTAG_PHOTOMETRIC, pixels.is_bitonal ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_MINISBLACK);
  TIFFSetField(file_, TIFFTAG_COMPRESSION, pixels.is_bitonal ? COMPRESSION_CCITTFAX4 : COMPRESSION_ADOBE_DEFLATE);
  TIFFSetField(file_, TIFFTAG_ROWSPERSTRIP, pixels.height);
  TIFFSetField(file_, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  TIFFSetField(file_, TIFFTAG_XRESOLUTION, static_cast<double>(pixels.dpi));
  TIFFSetField(file_, TIFFTAG_YRESOLUTION, static_cast<double>(pixels.dpi));
  std::vector<std::uint8_t> line(pixels.width);
  for (std::uint32_t y = 0; y < pixels.height; ++y) {
    const std::uint8_t* const row = pixels.row(y);
    if (pixels.is_bitonal) {
      std::ranges::fill(line, std::uint8_t{0});
      for (std::uint32_t x = 0; x < pixels.width; ++x) {
        if (row[x] < 128) line[x / 8] = static_cast<std::uint8_t>(line[x / 8] | 0x80U >> x % 8);
      }
    } else {
      std::copy_n(row, pixels.width, line.begin());
    }
    if (TIFFWriteScanline(file_, line.data(), y, 0) != 1) return false;
  }
  return TIFFWriteDirectory(file_) == 1;
}

std::string TiffWriter::finish() {
  if (file_ != nullptr) TIFFClose(std::exchange(file_, nullptr));
  return std::move(memory_->bytes);
}

}  // namespace mask
