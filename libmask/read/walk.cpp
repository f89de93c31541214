// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/walk.h"

#include <charconv>
#include <cstddef>

#include "libmask/read/readers.h"
#include "libmask/read/text_writer.h"

namespace mask {
namespace {

constexpr std::size_t longest_text = (std::size_t{1} << 31) - 1;

// "part 3: ..." of a part's own part -> its number in the whole. False where it is about the part itself.
bool renumber(std::string& review, std::size_t before) {
  constexpr std::string_view begin = "part ";
  if (!review.starts_with(begin)) return false;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(review.data() + begin.size(), review.data() + review.size(), number);
  if (error != std::errc{} || end == review.data() + review.size() || *end != ':') return false;
  review = std::string(begin) + std::to_string(number + before) + review.substr(static_cast<std::size_t>(end - review.data()));
  return true;
}

void move(Span& span, std::size_t by) {
  span.start += static_cast<std::uint32_t>(by);
  span.end += static_cast<std::uint32_t>(by);
}

}  // namespace

std::unexpected<Error> Walk::over_limit(const std::string& what) {
  is_over_limit_ = true;
  return fail(Failure::damaged, what);
}

Result<void> Walk::unpack(std::uint64_t unpacked, std::uint64_t packed) {
  constexpr std::uint64_t always_allowed = std::uint64_t{1} << 20;
  const Limits& limits = options_.limits;
  if (unpacked > limits.unpacked - unpacked_)
    return over_limit("unpacks to more than the limit of " + std::to_string(limits.unpacked) + " bytes");
  if (unpacked > always_allowed && unpacked / limits.ratio > packed)
    return over_limit("unpacks to more than " + std::to_string(limits.ratio) + " times its size: over the limit");
  unpacked_ += unpacked;
  return {};
}

Result<void> Walk::count_page() {
  if (++pages_ > options_.limits.pages) return over_limit("has more than the limit of " + std::to_string(options_.limits.pages) + " pages");
  return {};
}

Result<void> Walk::count_entry() {
  if (++entries_ > options_.limits.entries)
    return over_limit("has more than the limit of " + std::to_string(options_.limits.entries) + " entries");
  return {};
}

Result<void> Walk::enter() {
  if (depth_ >= options_.limits.depth)
    return over_limit("documents lie deeper in documents than the limit of " + std::to_string(options_.limits.depth));
  ++depth_;
  return {};
}

Result<Document> Walk::read_part(std::string_view bytes, const std::string& name) {
  if (auto entered = enter(); !entered) return std::unexpected(entered.error());
  auto reading = read_form(bytes, std::nullopt, *this);
  leave();
  if (!reading) return std::unexpected(reading.error());
  reading->document.id = name;
  return std::move(reading->document);
}

Result<void> Walk::attach(Document& whole, std::string_view bytes, const std::string& name) {
  auto part = read_part(bytes, name);
  if (part) {
    append_part(whole, std::move(*part), name);
    return {};
  }
  if (is_over_limit_ || part.error().failure != Failure::damaged) return std::unexpected(part.error());
  return attach(whole, Result<std::string>(std::unexpected(part.error())), name);
}

Result<void> Walk::attach(Document& whole, const Result<std::string>& bytes, const std::string& name) {
  if (bytes) return attach(whole, std::string_view(*bytes), name);
  if (is_over_limit_ || bytes.error().failure != Failure::damaged) return std::unexpected(bytes.error());
  const auto end = static_cast<std::uint32_t>(whole.text.size());
  whole.parts.push_back({.span = {end, end}, .name = harmless_name(name)});
  whole.review.push_back("part " + std::to_string(whole.parts.size()) + ": " + bytes.error().message);
  return {};
}

void append_part(Document& whole, Document&& part, const std::string& name) {
  const std::size_t number = whole.parts.size() + 1;
  const std::string heading = "part " + std::to_string(number) + ": ";
  if (part.text.size() >= longest_text - whole.text.size()) {
    const auto end = static_cast<std::uint32_t>(whole.text.size());
    whole.parts.push_back({.span = {end, end}, .name = harmless_name(name), .kind = std::move(part.kind)});
    whole.review.push_back(heading + "too long");
    return;
  }
  if (!whole.text.empty()) whole.text += '\f';
  const std::size_t by = whole.text.size();
  const std::uint32_t pages = whole.pages.empty() ? 0 : whole.pages.back().number;
  whole.parts.push_back({.span = {static_cast<std::uint32_t>(by), static_cast<std::uint32_t>(by + part.text.size())},
                         .name = harmless_name(name),
                         .kind = std::move(part.kind)});
  for (Part& inner : part.parts) {
    move(inner.span, by);
    whole.parts.push_back(std::move(inner));
  }
  for (Page& page : part.pages) {
    page.number += pages;
    move(page.span, by);
    for (Word& word : page.words) move(word.span, by);
    whole.pages.push_back(std::move(page));
  }
  for (std::string& review : part.review) {
    if (!renumber(review, number)) review.insert(0, heading);
    whole.review.push_back(std::move(review));
  }
  for (DoubtfulNumber& doubt : part.doubtful) {
    move(doubt.span, by);
    whole.doubtful.push_back(std::move(doubt));
  }
  for (Repair& repair : part.repairs) {
    repair.page += pages;
    whole.repairs.push_back(std::move(repair));
  }
  whole.deletions += part.deletions;
  whole.text += part.text;
}

std::string harmless_name(std::string_view name) {
  std::string sound;
  std::uint64_t lost = 0;
  append_sound(sound, name, lost, lost);
  std::string out;
  std::string step;
  const auto take_step = [&] {
    if (!step.empty() && step != "." && step != "..") {
      if (!out.empty()) out += '/';
      out += step;
    }
    step.clear();
  };
  for (std::size_t at = 0; at < sound.size();) {
    const auto c = static_cast<unsigned char>(sound[at]);
    const std::size_t size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    const std::string_view sign = std::string_view(sound).substr(at, size);
    at += size;
    // C0, DEL, C1, and of U+2000..U+206F the line ends and the marks of direction; the byte order mark.
    const bool is_control = c < 0x20 || c == 0x7F || (sign >= "\xC2\x80" && sign <= "\xC2\x9F") ||
                            (sign >= "\xE2\x80\x8B" && sign <= "\xE2\x80\x8F") || (sign >= "\xE2\x80\xA8" && sign <= "\xE2\x80\xAE") ||
                            (sign >= "\xE2\x81\xA0" && sign <= "\xE2\x81\xAF") || sign == "\xEF\xBB\xBF" || sign == "\xD8\x9C";
    if (is_control) continue;
    if (sign == "/" || sign == "\\") {
      take_step();
    } else {
      step += sign;
    }
  }
  take_step();
  constexpr std::size_t longest = 1024;
  if (out.size() > longest) {
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
    out.resize(end);
  }
  return out;
}

}  // namespace mask
