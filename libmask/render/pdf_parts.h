// What our PDFs are put together from: numbers, pictures, pages, the file.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "libmask/base/pixels.h"
#include "libmask/pdf/qpdf.h"

namespace mask {

// Three decimals, never an exponent.
[[nodiscard]] std::string decimal(double value);

// A picture as it lies in a PDF: packed, one bit a pixel where black and white are all it has.
[[nodiscard]] QPDFObjectHandle picture_object(QPDF& file, const Pixels& pixels);

// A page of this size, in points, that shows `picture` all over and then `content`; pictures are named /Picture.
[[nodiscard]] QPDFPageObjectHelper picture_page(QPDF& file, const QPDFObjectHandle& picture, float width, float height,
                                                const std::string& content);

// The file's bytes, the same each time.
[[nodiscard]] std::string bytes_of(QPDF& file);

}  // namespace mask
