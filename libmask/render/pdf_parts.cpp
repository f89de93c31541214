// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/pdf_parts.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <string_view>

namespace mask {
namespace {

using Object = QPDFObjectHandle;

std::string packed(std::string_view bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()), 6);
  out.resize(size);
  return out;
}

}  // namespace

std::string decimal(double value) {
  std::array<char, 64> digits{};
  if (!(std::abs(value) < 1e9)) value = 0;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 3);
  return {digits.data(), end.ptr};
}

QPDFObjectHandle picture_object(QPDF& file, const Pixels& pixels) {
  std::string samples;
  std::string entries =
      "<< /Type /XObject /Subtype /Image /Width " + std::to_string(pixels.width) + " /Height " + std::to_string(pixels.height);
  const bool is_bitonal = pixels.channels == 1 && std::ranges::all_of(pixels.samples, [](std::uint8_t s) { return s == 0 || s == 255; });
  if (is_bitonal) {
    const std::size_t row = (pixels.width + 7) / 8;
    samples.assign(row * pixels.height, '\0');
    for (std::uint32_t y = 0; y < pixels.height; ++y) {
      for (std::uint32_t x = 0; x < pixels.width; ++x) {
        if (pixels.row(y)[x] != 0) {
          char& byte = samples[y * row + x / 8];
          byte = static_cast<char>(byte | 0x80 >> x % 8);
        }
      }
    }
  } else {
    samples.assign(reinterpret_cast<const char*>(pixels.samples.data()), pixels.samples.size());
  }
  entries += is_bitonal ? " /BitsPerComponent 1" : " /BitsPerComponent 8";
  entries += pixels.channels == 1 ? " /ColorSpace /DeviceGray >>" : " /ColorSpace /DeviceRGB >>";
  Object stream = Object::newStream(&file);
  stream.replaceDict(Object::parse(entries));
  stream.replaceStreamData(packed(samples), Object::newName("/FlateDecode"), Object::newNull());
  return stream;
}

QPDFPageObjectHelper picture_page(QPDF& file, const QPDFObjectHandle& picture, float width, float height, const std::string& content) {
  const std::string shown = "q " + decimal(width) + " 0 0 " + decimal(height) + " 0 0 cm /Picture Do Q\n" + content;
  Object page = Object::parse("<< /Type /Page /MediaBox [0 0 " + decimal(width) + " " + decimal(height) + "] /Resources << >> >>");
  page.replaceKey("/Contents", Object::newStream(&file, shown));
  Object pictures = Object::newDictionary();
  pictures.replaceKey("/Picture", picture);
  page.getKey("/Resources").replaceKey("/XObject", pictures);
  return QPDFPageObjectHelper(file.makeIndirectObject(page));
}

std::string bytes_of(QPDF& file) {
  QPDFWriter writer(file);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setPreserveEncryption(false);
  writer.write();
  const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace mask
