// Positions: pairs of decimal degrees, degrees-minutes-seconds, SWEREF 99 TM and UTM zone 32 metres. A pair is one span.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "libmask/find/detectors.h"
#include "libmask/find/signs.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

// Reads on from a position; each step is bounded.
struct Reader {
  std::string_view text;
  std::uint32_t at = 0;

  [[nodiscard]] char peek(std::int64_t offset = 0) const { return byte_at(text, std::int64_t{at} + offset); }
  void skip_blanks(int most) {
    while (most-- > 0 && is_space_char(peek())) ++at;
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at;
    return true;
  }
};

struct Decimal {
  double value = 0;
  std::uint32_t decimals = 0;
  std::uint32_t whole = 0;  // digits before the mark
};

std::optional<Decimal> read_decimal(Reader& in) {
  Decimal number;
  while (is_digit_char(in.peek()) && number.whole < 8) {
    number.value = number.value * 10 + (in.peek() - '0');
    ++number.whole;
    ++in.at;
  }
  if (number.whole == 0 || is_digit_char(in.peek())) return std::nullopt;
  if ((in.peek() == '.' || in.peek() == ',') && is_digit_char(in.peek(1))) {
    ++in.at;
    double unit = 1;
    while (is_digit_char(in.peek()) && number.decimals < 16) {
      number.value += (in.peek() - '0') * (unit /= 10);
      ++number.decimals;
      ++in.at;
    }
  }
  return is_digit_char(in.peek()) ? std::nullopt : std::optional(number);
}

enum class Axis : std::uint8_t { unknown, north, east };

// N, S, E, W, and the letters of the two languages: Ø, Ö (öst), V (väst, vest); with a border behind.
Axis read_letter(Reader& in) {
  const char c = in.peek();
  std::uint32_t size = 1;
  Axis axis = Axis::unknown;
  switch (c) {
    case 'N':
    case 'n':
    case 'S':
    case 's': axis = Axis::north; break;
    case 'E':
    case 'e':
    case 'W':
    case 'w':
    case 'V': axis = Axis::east; break;
    case '\xC3':
      if (in.peek(1) == '\x98' || in.peek(1) == '\x96' || in.peek(1) == '\xB8' || in.peek(1) == '\xB6') axis = Axis::east;
      size = 2;
      break;
    default: break;
  }
  if (axis == Axis::unknown || is_letter_byte(in.peek(size))) return Axis::unknown;
  in.at += size;
  return axis;
}

bool take_degree(Reader& in) { return in.take(folded_degree); }
bool take_minute(Reader& in) { return in.take('\'') || in.take(folded_prime); }
bool take_second(Reader& in) {
  if (in.take('"')) return true;
  if (!take_minute(in)) return false;
  return take_minute(in);
}

struct Angle {
  double value = 0;
  std::uint32_t decimals = 0;
  std::uint32_t whole = 0;
  Axis axis = Axis::unknown;
  bool degrees = false;  // written with a degree sign
  bool minutes = false;
  std::uint32_t end = 0;
};

// 57.78214, 57,78214° N, N 55° 51' 40.3", 60°08'14.0"N, 57° 46.928'
std::optional<Angle> read_angle(Reader& in) {
  Angle angle;
  angle.axis = read_letter(in);
  if (angle.axis != Axis::unknown) {
    in.take(':');
    in.skip_blanks(2);
  }
  const bool negative = in.take('-');
  const auto degrees = read_decimal(in);
  if (!degrees || degrees->whole > 3) return std::nullopt;
  angle.value = degrees->value;
  angle.decimals = degrees->decimals;
  angle.whole = degrees->whole;
  Reader ahead = in;
  ahead.skip_blanks(1);
  if (take_degree(ahead)) {
    angle.degrees = true;
    in = ahead;
    ahead.skip_blanks(1);
    const auto minutes = read_decimal(ahead);
    Reader behind = ahead;
    behind.skip_blanks(1);
    if (minutes && minutes->value < 60 && take_minute(behind)) {
      angle.minutes = true;
      angle.value += minutes->value / 60;
      in = behind;
      behind.skip_blanks(1);
      const auto seconds = read_decimal(behind);
      if (seconds && seconds->value < 60 && take_second(behind)) {
        angle.value += seconds->value / 3600;
        in = behind;
      }
    }
  }
  angle.end = in.at;
  if (angle.axis == Axis::unknown) {
    ahead = in;
    ahead.skip_blanks(1);
    angle.axis = read_letter(ahead);
    if (angle.axis != Axis::unknown) {
      angle.end = ahead.at;
      in = ahead;
    }
  }
  if (negative) angle.value = -angle.value;
  return angle;
}

// What may stand between the two numbers: blanks, a comma or another mark, and the name of the second: "long:", "lon=".
void read_between(Reader& in) {
  in.skip_blanks(3);
  for (const char mark : {',', ';', '/', '|'}) {
    if (in.take(mark)) break;
  }
  in.skip_blanks(4);
  const std::uint32_t start = in.at;
  while (is_ascii_letter(in.peek()) && in.at - start < 12) ++in.at;
  static constexpr std::array<std::string_view, 7> names = {"long", "lon", "lng", "longitud", "longitude", "lat", "latitud"};
  const std::string_view word = in.text.substr(start, in.at - start);
  if (!one_of(word, names) && !same_word(word, "og") && !same_word(word, "och")) {
    in.at = start;
    return;
  }
  in.take('.');
  if (!in.take(':')) in.take('=');
  in.skip_blanks(2);
}

constexpr bool within(double value, double low, double high) { return value >= low && value <= high; }

bool in_nordic(double north, double east) {
  return (within(north, 55, 69.5) && within(east, 10.5, 24.5)) || (within(north, 54.4, 58) && within(east, 7.5, 15.5));
}

Evidence in_context(int distance) { return context(Label::coordinates, distance); }

// Where the finding starts: the letter or sign before the first number belongs to it.
std::uint32_t with_letter_before(std::string_view text, std::uint32_t start) {
  std::uint32_t at = start;
  if (byte_at(text, std::int64_t{at} - 1) == '-' && !is_word_byte(byte_at(text, std::int64_t{at} - 2))) return at - 1;
  while (at > 0 && start - at < 2 && (is_blank_char(text[at - 1]) || text[at - 1] == ':')) --at;
  const bool wide = at >= 2 && text[at - 2] == '\xC3';
  const std::uint32_t letter = wide ? at - 2 : at - 1;
  if (at == 0 || is_word_byte(byte_at(text, std::int64_t{letter} - 1))) return start;
  Reader reader{text, letter};
  if (read_letter(reader) == Axis::unknown || reader.at != at) return start;
  const char first = text[letter];
  return first >= 'a' && first <= 'z' ? start : letter;
}

struct Pair {
  Angle first;
  Angle second;
};

std::optional<Pair> read_pair(Reader& in) {
  const auto first = read_angle(in);
  if (!first) return std::nullopt;
  const bool decimal = first->decimals >= 4 && !first->minutes;
  if (!decimal && !first->degrees) return std::nullopt;
  const std::uint32_t border = in.at;
  read_between(in);
  if (in.at == border && first->axis == Axis::unknown && !first->minutes) return std::nullopt;
  const auto second = read_angle(in);
  if (!second || second->minutes != first->minutes || (decimal && second->decimals < 4)) return std::nullopt;
  if (is_word_byte(byte_at(in.text, second->end))) return std::nullopt;
  return Pair{*first, *second};
}

int degrees_score(const Pair& pair, bool named) {
  const Angle& a = pair.first;
  const Angle& b = pair.second;
  const bool latitude_first = within(a.value, -90, 90) && within(b.value, -180, 180);
  const bool longitude_first = within(b.value, -90, 90) && within(a.value, -180, 180);
  if (!latitude_first && !longitude_first) return 0;
  const bool lettered = a.axis != Axis::unknown && b.axis != Axis::unknown && a.axis != b.axis;
  if (a.axis != Axis::unknown && a.axis == b.axis) return 0;
  const bool home = in_nordic(a.value, b.value) || in_nordic(b.value, a.value);
  if (lettered && (a.minutes || a.decimals >= 2)) return named || home ? 980 : 900;
  if (a.minutes) return 850;
  if (a.decimals < 4) return named && home ? 700 : 0;
  if (home) return named ? 980 : 900;
  return named ? 800 : 300;
}

void add_degrees(const Context& in, std::uint32_t index, std::uint32_t& done, Findings& out) {
  const std::string_view text = in.text();
  const DigitRun run = in.tokens.digits[index];
  const char before = byte_at(text, std::int64_t{run.start} - 1);
  if ((before == '.' || before == ',' || before == '/') && is_digit_char(byte_at(text, std::int64_t{run.start} - 2))) return;
  if (is_word_byte(before) && (before & ~0x20) != 'N' && (before & ~0x20) != 'E') return;
  Reader reader{text, with_letter_before(text, run.start)};
  const std::uint32_t start = reader.at;
  const auto pair = read_pair(reader);
  if (!pair) return;
  const Span span{start, pair->second.end};
  const Nearby near = nearby(in, span, 6, 2);
  const int distance = near.distance(Label::coordinates);
  const int score = degrees_score(*pair, distance != 0);
  if (score == 0) return;
  done = span.end;
  if (distance != 0) {
    out.add(span, Type::coordinates, Kind::wgs84, score, {shape(Shape::exact), in_context(distance)});
  } else {
    out.add(span, Type::coordinates, Kind::wgs84, score, {shape(Shape::exact)});
  }
}

// --- Metres in a grid.

// One of the two numbers: 6652310, 6 652 310, 628114.25; digits of the whole part in `whole`.
std::optional<Decimal> read_metres(Reader& in) {
  Decimal number;
  Reader reader = in;
  while (number.whole < 8) {
    if (is_digit_char(reader.peek())) {
      number.value = number.value * 10 + (reader.peek() - '0');
      ++number.whole;
      ++reader.at;
    } else if (reader.peek() == ' ' && is_digit_char(reader.peek(1)) && is_digit_char(reader.peek(2)) && is_digit_char(reader.peek(3)) &&
               number.whole > 0 && number.whole <= 4) {
      ++reader.at;
    } else {
      break;
    }
  }
  if ((reader.peek() == '.' || reader.peek() == ',') && is_digit_char(reader.peek(1))) {
    ++reader.at;
    while (is_digit_char(reader.peek()) && number.decimals++ < 4) ++reader.at;
  }
  if (number.whole < 6 || is_word_byte(reader.peek())) return std::nullopt;
  in = reader;
  return number;
}

// X, Y, N, E, Ø, Ö before a number, with : or = and blanks.
bool read_grid_letter(Reader& in) {
  Reader reader = in;
  const char c = reader.peek();
  if ((c == 'X' || c == 'Y') && !is_letter_byte(reader.peek(1))) {
    ++reader.at;
  } else if (read_letter(reader) == Axis::unknown) {
    return false;
  }
  if (!reader.take(':')) reader.take('=');
  reader.skip_blanks(2);
  in = reader;
  return true;
}

Kind grid_of(double north, double east) {
  if (within(north, 6'100'000, 7'700'000) && within(east, 260'000, 925'000))
    return within(north, 6'050'000, 6'410'000) && within(east, 440'000, 480'000) ? Kind::utm32 : Kind::sweref99;
  if (within(north, 6'050'000, 6'410'000) && within(east, 440'000, 895'000)) return Kind::utm32;
  if (within(north, 6'100'000, 7'700'000) && within(east, 1'200'000, 1'900'000)) return Kind::sweref99;  // RT 90, its forerunner
  return Kind::none;
}

void add_grid(const Context& in, std::uint32_t number_start, std::uint32_t& done, Findings& out) {
  const std::string_view text = in.text();
  if (is_word_byte(byte_at(text, std::int64_t{number_start} - 1)) && byte_at(text, std::int64_t{number_start} - 1) != 'N' &&
      byte_at(text, std::int64_t{number_start} - 1) != 'E')
    return;
  // The letter before the number, if there is one.
  std::uint32_t start = number_start;
  for (std::uint32_t back = 1; back <= 4 && back <= number_start; ++back) {
    if (is_word_byte(byte_at(text, std::int64_t{number_start - back} - 1)) && !is_high(text[number_start - back])) continue;
    Reader letter{text, number_start - back};
    if (read_grid_letter(letter) && letter.at == number_start) {
      start = number_start - back;
      break;
    }
  }
  Reader reader{text, number_start};
  const auto first = read_metres(reader);
  if (!first) return;
  Reader ahead = reader;
  ahead.skip_blanks(1);
  const bool letter_behind = start == number_start && read_letter(ahead) != Axis::unknown;
  if (letter_behind) reader = ahead;
  const std::uint32_t border = reader.at;
  read_between(reader);
  const bool second_letter = read_grid_letter(reader);
  if (reader.at == border) return;
  const auto second = read_metres(reader);
  if (!second) return;
  if (letter_behind) {
    ahead = reader;
    ahead.skip_blanks(1);
    if (read_letter(ahead) != Axis::unknown) reader = ahead;
  }
  Kind kind = grid_of(first->value, second->value);
  if (kind == Kind::none) kind = grid_of(second->value, first->value);
  if (kind == Kind::none) return;
  const Span span{start, reader.at};
  const Nearby near = nearby(in, span, 6, 2);
  const int distance = near.distance(Label::coordinates);
  const bool lettered = start != number_start || letter_behind || second_letter;
  done = span.end;
  if (distance != 0) {
    out.add(span, Type::coordinates, kind, 970, {shape(Shape::exact), in_context(distance)});
  } else {
    out.add(span, Type::coordinates, kind, lettered ? 850 : 300, {shape(Shape::exact)});
  }
}

// `after`: what follows a run of at most three digits. (Zeros follow the text.)
bool begins_degrees(const char* after) {
  switch (*after) {
    case ' ': return after[1] == folded_degree;
    case folded_degree: return true;
    // At least three decimals that are digits: most numbers with a mark fall here.
    case '.':
    case ',': return is_digit_char(after[1]) && is_digit_char(after[2]) && is_digit_char(after[3]);
    default: return false;
  }
}

// The first group of "6 652 310".
bool begins_metres(const char* digit) {
  return (*digit == '6' || *digit == '7') && digit[1] == ' ' && is_digit_char(digit[4]) && digit[5] == ' ';
}

void run(const Context& in, Findings& out) {
  const char* const text = in.text().data();
  std::uint32_t done = 0;
  for (const std::uint32_t index : in.runs) {
    const DigitRun run = in.tokens.digits[index];
    const char* const first = text + run.start;
    if (run.size() <= 3) {
      if (begins_degrees(text + run.end) && run.start >= done) add_degrees(in, index, done, out);
      if (run.size() == 1 && begins_metres(first) && run.start >= done) add_grid(in, run.start, done, out);
    } else if (run.size() == 7 && (*first == '6' || *first == '7')) {
      if (run.start >= done) add_grid(in, run.start, done, out);
    } else if (run.size() == 6 && *first >= '2') {
      const bool lettered = first[-1] == 'E' || first[-2] == 'E' || first[-1] == '=' || first[-1] == ':';
      if (lettered && run.start >= done) add_grid(in, run.start, done, out);
    }
  }
}

}  // namespace

const Detector coordinates{"coordinates", run};

}  // namespace mask
