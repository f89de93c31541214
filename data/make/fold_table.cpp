// Writes the table of libmask/text/fold.cpp as C++: what each code point is folded to. Facts from the Unicode character database, by ICU.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace {

constexpr UChar32 last = 0x1FFFF;
constexpr int page_size = 256;

// Stand-ins for signs, as in libmask/text/fold.h.
constexpr char section = '\x01';
constexpr char degree = '\x02';
constexpr char money = '\x03';
constexpr char sign = '\x04';
constexpr char prime = '\x05';
constexpr char bullet = '\x06';

// "keep" is told by a string that no folding makes.
const std::string keep = "keep";

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool is_plain(const std::string& text) {
  for (const char c : text) {
    if (c < ' ' || c > '~') return false;
  }
  return !text.empty();
}

bool is_alphanumeric(const std::string& text) {
  for (const char c : text) {
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return false;
  }
  return !text.empty();
}

// The plain letter that a letter of another script looks like; empty if none.
std::string look_alike(UChar32 code, USpoofChecker* checker) {
  const UBlockCode block = ublock_getCode(code);
  if (block != UBLOCK_CYRILLIC && block != UBLOCK_CYRILLIC_SUPPLEMENTARY && block != UBLOCK_GREEK && block != UBLOCK_ARMENIAN &&
      block != UBLOCK_CHEROKEE && block != UBLOCK_IPA_EXTENSIONS) {
    return {};
  }
  switch (code) {  // the skeleton writes I, l and 1 alike
    case 0x0406:
    case 0x04C0:
    case 0x0399: return "I";
    case 0x04CF: return "l";
    case 0x0456: return "i";
    default: break;
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString skeleton = [&] {
    icu::UnicodeString out;
    uspoof_getSkeletonUnicodeString(checker, 0, icu::UnicodeString(code), out, &error);
    return out;
  }();
  const std::string plain = utf8(skeleton);
  if (U_FAILURE(error) != 0 || plain.size() != 1 || !is_alphanumeric(plain) || (plain[0] >= '0' && plain[0] <= '9')) return {};
  const bool upper = u_isupper(code) != 0;
  const char letter = plain[0];
  // Capitals that look like a capital keep it: the skeleton may give a small letter for both.
  if (upper && letter >= 'a' && letter <= 'z' && letter != 'l') return std::string(1, static_cast<char>(letter - 'a' + 'A'));
  return plain;
}

std::string folded(UChar32 code, const icu::Normalizer2& nfkc, USpoofChecker* checker) {
  switch (code) {
    case 0x00A7: return {section};
    case 0x00B0:
    case 0x00BA:
    case 0x02DA: return {degree};
    case 0x00B4:
    case 0x0060:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x02BC:
    case 0x02B9:
    case 0x2039:
    case 0x203A: return "'";
    case 0x2032: return {prime};
    case 0x2033: return {prime, prime};
    case 0x00AB:
    case 0x00BB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F: return "\"";
    case 0x00B7:
    case 0x2022:
    case 0x2023:
    case 0x25E6:
    case 0x2219:
    case 0x22C5:
    case 0x25CF: return {bullet};
    case 0x3002:
    case 0xFF61:
    case 0x2024: return ".";
    case 0x2212:
    case 0x02D7:
    case 0x2043: return "-";
    case 0x2044:
    case 0x2215: return "/";
    case 0x0085:
    case 0x2028:
    case 0x2029: return "\n";
    case 0x0131: return keep;  // the Turkish letter
    default: break;
  }
  if (code < 0x20 || code == 0x7F)
    return code == '\t' || code == '\n' || code == '\r' ? keep : std::string(code == '\f' || code == '\v' ? "\n" : "");
  if (code < 0x80) return keep;
  if (u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return {};
  const auto category = static_cast<UCharCategory>(u_charType(code));
  if (category == U_SPACE_SEPARATOR) return " ";
  if (category == U_CONTROL_CHAR || category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return {};
  if (category == U_DASH_PUNCTUATION) return "-";
  if (category == U_DECIMAL_DIGIT_NUMBER) return std::string(1, static_cast<char>('0' + u_charDigitValue(code)));
  UErrorCode error = U_ZERO_ERROR;
  const std::string compatible = utf8(nfkc.normalize(icu::UnicodeString(code), error));
  const bool raised = u_getIntPropertyValue(code, UCHAR_DECOMPOSITION_TYPE) == U_DT_SUPER ||
                      u_getIntPropertyValue(code, UCHAR_DECOMPOSITION_TYPE) == U_DT_SUB;
  if (raised && category == U_OTHER_NUMBER) return {sign};
  if (is_plain(compatible)) return compatible;
  if (category == U_CURRENCY_SYMBOL) return {money};
  const std::string plain = look_alike(code, checker);
  if (!plain.empty()) return plain;
  if (u_isalpha(code) != 0 || category == U_COMBINING_SPACING_MARK) return keep;
  return {sign};
}

void write_string(std::ostream& out, const std::string& text) {
  out << '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out << '\\' << static_cast<char>('0' + (byte >> 6)) << static_cast<char>('0' + (byte >> 3 & 7)) << static_cast<char>('0' + (byte & 7));
  }
  out << '"';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: make_fold_table OUT.cpp\n";
    return 64;
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCInstance(error);
  const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(error);
  USpoofChecker* const checker = uspoof_open(&error);
  if (U_FAILURE(error) != 0) return 70;

  std::map<std::string, int> ids = {{keep, 0}, {"", 1}};
  std::vector<std::string> texts = {"", ""};
  std::map<std::vector<int>, int> pages;
  std::vector<std::vector<int>> page_list;
  std::vector<int> index;
  for (UChar32 page = 0; page <= last; page += page_size) {
    std::vector<int> entries;
    for (UChar32 code = page; code < page + page_size; ++code) {
      const std::string text = folded(code, *nfkc, checker);
      const auto [place, is_new] = ids.try_emplace(text, static_cast<int>(texts.size()));
      if (is_new) texts.push_back(text);
      entries.push_back(place->second);
    }
    const auto [place, is_new] = pages.try_emplace(entries, static_cast<int>(page_list.size()));
    if (is_new) page_list.push_back(entries);
    index.push_back(place->second);
  }

  std::ofstream out(argv[1]);
  out << "// Made by data/make/fold_table.cpp; do not edit.\n#include \"libmask/text/fold_table.h\"\nnamespace mask::fold_table {\n";
  out << "const std::string_view texts[] = {";
  for (const std::string& text : texts) {
    out << "{";
    write_string(out, text);
    out << ", " << text.size() << "},";
  }
  out << "};\nconst std::uint16_t pages[][" << page_size << "] = {";
  for (const auto& entries : page_list) {
    out << "{";
    for (const int entry : entries) out << entry << ",";
    out << "},\n";
  }
  out << "};\nconst std::uint8_t index[] = {";
  for (const int page : index) out << page << ",";
  out << "};\nconst Pair pairs[] = {";
  // Every letter that is a letter and one combining mark, in the order of (letter, mark).
  std::size_t pairs = 0;
  for (UChar32 letter = 'A'; letter < 0x250; ++letter) {
    if (u_isalpha(letter) == 0) continue;
    for (UChar32 mark = 0x300; mark < 0x370; ++mark) {
      const UChar32 composed = nfc->composePair(letter, mark);
      if (composed < 0) continue;
      out << "{" << letter << "," << mark << "," << composed << "},";
      ++pairs;
    }
  }
  out << "};\nconst std::size_t pair_count = " << pairs << ";\n}  // namespace mask::fold_table\n";
  uspoof_close(checker);
  out.flush();
  return out && page_list.size() < 256 ? 0 : 74;
}
