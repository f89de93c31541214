// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/code_page.h"

#include "libmask/read/decode.h"

namespace mask {

std::string CodePages::name_of(int page) {
  switch (page) {
    case 10000: return "macintosh";
    case 932: return "shift_jis";
    case 936: return "gbk";
    case 949: return "windows-949";
    case 950: return "big5";
    case 1200: return "utf-16le";
    case 20127: return "windows-1252";
    case 28591: return "windows-1252";
    case 28592: return "iso-8859-2";
    case 28595: return "iso-8859-5";
    case 28599: return "iso-8859-9";
    case 28605: return "iso-8859-15";
    case 20866: return "koi8-r";
    case 65001: return "utf-8";
    default: break;
  }
  if (page >= 1250 && page <= 1258) return "windows-" + std::to_string(page);
  return "ibm-" + std::to_string(page);
}

bool CodePages::is_wide(int page) { return page == 932 || page == 936 || page == 949 || page == 950 || page == 1361 || page == 65001; }

std::optional<int> CodePages::of_charset(int charset) {
  switch (charset) {
    case 0: return 1252;
    case 2: return 0;
    case 77: return 10000;
    case 128: return 932;
    case 129: return 949;
    case 130: return 1361;
    case 134: return 936;
    case 136: return 950;
    case 161: return 1253;
    case 162: return 1254;
    case 163: return 1258;
    case 177: return 1255;
    case 178: return 1256;
    case 186: return 1257;
    case 204: return 1251;
    case 222: return 874;
    case 238: return 1250;
    case 255: return 850;
    default: return std::nullopt;
  }
}

std::string CodePages::decode(std::string_view bytes, int page) const {
  std::uint64_t lost = 0;
  if (auto text = mask::decode(bytes, name_of(page), lost)) return std::move(*text);
  return mask::decode(bytes, "windows-1252", lost).value_or(std::string());
}

std::string_view CodePages::character(unsigned char byte, int page) {
  const auto [table, is_new] = tables_.try_emplace(page);
  if (is_new) {
    for (int i = 0; i < 256; ++i) {
      const char c = static_cast<char>(static_cast<unsigned char>(i));
      table->second[static_cast<std::size_t>(i)] = i < 0x80 ? std::string(1, c) : decode(std::string_view(&c, 1), page);
    }
  }
  return table->second[byte];
}

}  // namespace mask
