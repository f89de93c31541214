// make_text BYTES SEED: the text that the benchmarks read. Half administrative sentences, half running text, Swedish and Danish, a
// paragraph a line, one personal detail in 300 bytes; or one of the inputs that are meant to hurt. The same seed gives the same bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::uint64_t bytes_per_item = 300;
constexpr std::size_t buffer_size = std::size_t{1} << 18;

enum class Input { normal, plain, digits, numbers, capitals, ats, oneline, personnummer };
constexpr std::array<std::string_view, 8> input_names = {"normal",   "plain", "digits",  "numbers",
                                                         "capitals", "ats",   "oneline", "personnummer"};

enum class Item { personnummer, cpr, phone, email, iban, bankgiro, name, address };
constexpr std::array<std::string_view, 8> item_names = {"personnummer", "cpr", "phone", "email", "iban", "bankgiro", "name", "address"};
constexpr std::array<std::array<unsigned, 8>, 2> item_weights = {{{15, 0, 16, 9, 8, 8, 26, 18}, {0, 15, 19, 9, 11, 0, 26, 20}}};  // of 100

// splitmix64: small, fast, and the same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>((next() >> 32) * limit >> 32); }
  std::uint32_t between(std::uint32_t low, std::uint32_t high) { return low + below(high - low + 1); }
  bool chance(std::uint32_t percent) { return below(100) < percent; }

 private:
  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
  }
  std::uint64_t state_;
};

// Upper case for ASCII and for the letters C3 A0 to C3 BE of Latin-1.
void raise(std::string& text, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool latin = i > 0 && static_cast<unsigned char>(text[i - 1]) == 0xC3 && byte >= 0xA0 && byte <= 0xBE && byte != 0xB7;
    if ((byte >= 'a' && byte <= 'z') || latin) text[i] = static_cast<char>(byte - 0x20);
  }
}

using Words = std::vector<std::string>;

// A piece of a sentence: fixed words, a word from a list, or the place of something made.
struct Piece {
  enum class What { fixed, word, capital, item, law, year } what = What::fixed;
  std::string text = {};
  const Words* words = nullptr;
  const Words* capitals = nullptr;
};
using Sentence = std::vector<Piece>;

struct Vocabulary {
  struct List {
    Words words;
    Words capitals;
  };
  std::map<std::string, List> lists;
  std::map<std::string, std::vector<Sentence>> sentences;
  std::array<const std::vector<Sentence>*, 8> items{};

  const Words& of(const std::string& list) const { return lists.at(list).words; }
};

void add_words(std::string_view words, Vocabulary::List& list) {
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    std::string word(words.substr(at, end - at));
    for (char& c : word) c = c == '_' ? ' ' : c;
    list.words.push_back(word);
    raise(word, 0, static_cast<unsigned char>(word[0]) == 0xC3 ? 2 : 1);
    list.capitals.push_back(word);
    at = end + 1;
  }
}

Sentence parse(std::string_view text, const Vocabulary& vocabulary) {
  Sentence out;
  std::string fixed;
  const auto flush = [&] {
    if (!fixed.empty()) out.push_back({.text = fixed});
    fixed.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '{') {
      fixed += text[at++];
      continue;
    }
    const std::size_t end = text.find('}', at);
    std::string slot(text.substr(at + 1, end - at - 1));
    at = end + 1;
    if (slot == "nbsp") {
      fixed += "\u00A0";
      continue;
    }
    flush();
    if (slot.starts_with("item:")) {
      out.push_back({.what = Piece::What::item});
    } else if (slot == "law" || slot == "year") {
      out.push_back({.what = slot == "law" ? Piece::What::law : Piece::What::year});
    } else {
      const bool capital = slot[0] >= 'A' && slot[0] <= 'Z';
      if (capital) slot[0] = static_cast<char>(slot[0] + 0x20);
      const Vocabulary::List& list = vocabulary.lists.at(slot);
      out.push_back({.what = capital ? Piece::What::capital : Piece::What::word, .words = &list.words, .capitals = &list.capitals});
    }
  }
  flush();
  return out;
}

// Both languages, Swedish first. Lists come before the sentences that use them.
std::array<Vocabulary, 2> read_vocabulary(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot open " + path);
  std::array<Vocabulary, 2> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    const std::size_t second = line.find('\t', tab + 1);
    Vocabulary& vocabulary = out[line.starts_with("sv") ? 0 : 1];
    const std::string list = line.substr(tab + 1, second - tab - 1);
    const std::string_view words = std::string_view(line).substr(second + 1);
    if (words.contains('{') || words.ends_with('.')) {
      vocabulary.sentences[list].push_back(parse(words, vocabulary));
    } else {
      add_words(words, vocabulary.lists[list]);
    }
  }
  for (Vocabulary& vocabulary : out) {
    for (std::size_t i = 0; i < item_names.size(); ++i) {
      const auto found = vocabulary.sentences.find(std::string(item_names[i]));
      if (found != vocabulary.sentences.end()) vocabulary.items[i] = &found->second;
    }
  }
  return out;
}

struct Planted {
  std::size_t start = 0;
  std::size_t end = 0;
  Item item = Item::name;
};

// One paragraph at a time, into a string that is reused.
class Writer {
 public:
  Writer(const std::array<Vocabulary, 2>& vocabulary, std::uint64_t seed, bool with_items)
      : vocabulary_(vocabulary), random_(seed), with_items_(with_items) {}

  // The next paragraph with its line end; `planted` holds offsets in it.
  void paragraph(std::string& out, std::vector<Planted>& planted) {
    out.clear();
    planted.clear();
    const bool danish = random_.chance(50);
    const Vocabulary& words = vocabulary_[danish ? 1 : 0];
    const std::vector<Sentence>& sentences = words.sentences.at(random_.chance(50) ? "admin" : "prose");
    for (std::uint32_t left = random_.between(3, 7); left > 0; --left) {
      if (!out.empty()) out += ' ';
      if (with_items_ && (written_ + out.size()) / bytes_per_item >= items_) {
        const Item item = pick_item(danish);
        const std::vector<Sentence>& choice = *words.items[static_cast<std::size_t>(item)];
        sentence(choice[random_.below(choice.size())], item, danish, out, planted);
        ++items_;
      } else {
        sentence(sentences[random_.below(sentences.size())], Item::name, danish, out, planted);
      }
    }
    out += '\n';
    written_ += out.size();
  }

  void personnummer(std::string& out) {
    if (random_.chance(40)) out += "19";
    const std::size_t start = out.size();
    digits(random_.between(40, 99), 2, out);
    digits(random_.between(1, 12), 2, out);
    digits(random_.between(1, 28), 2, out);
    out += '-';
    digits(random_.below(1000), 3, out);
    out += luhn(std::string_view(out).substr(start));
  }

  Random& random() { return random_; }

 private:
  static void digits(std::uint32_t value, int width, std::string& out) {
    std::array<char, 10> text{};
    for (int i = width; i-- > 0; value /= 10) text[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    out.append(text.data(), static_cast<std::size_t>(width));
  }
  // The digit that makes the digits of `text` pass Luhn's check.
  static char luhn(std::string_view text) {
    unsigned sum = 0;
    bool twice = true;
    for (std::size_t i = text.size(); i-- > 0;) {
      if (text[i] < '0' || text[i] > '9') continue;
      const auto digit = static_cast<unsigned>(text[i] - '0') * (twice ? 2U : 1U);
      sum += digit > 9 ? digit - 9 : digit;
      twice = !twice;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
  }
  const std::string& any(const Words& words) { return words[random_.below(words.size())]; }

  Item pick_item(bool danish) {
    unsigned left = random_.below(100);
    for (std::size_t i = 0; i < item_names.size(); ++i) {
      const unsigned weight = item_weights[danish ? 1 : 0][i];
      if (left < weight) return static_cast<Item>(i);
      left -= weight;
    }
    return Item::name;
  }

  void sentence(const Sentence& pieces, Item item, bool danish, std::string& out, std::vector<Planted>& planted) {
    for (const Piece& piece : pieces) {
      switch (piece.what) {
        case Piece::What::fixed: out += piece.text; break;
        case Piece::What::word: out += any(*piece.words); break;
        case Piece::What::capital: out += any(*piece.capitals); break;
        case Piece::What::law: out += std::to_string(random_.between(1, 99)); break;
        case Piece::What::year: out += std::to_string(random_.between(1990, 2024)); break;
        case Piece::What::item: {
          const std::size_t start = out.size();
          write(item, danish, out);
          planted.push_back({start, out.size(), item});
        }
      }
    }
  }

  void write(Item item, bool danish, std::string& out) {
    const Vocabulary& words = vocabulary_[danish ? 1 : 0];
    switch (item) {
      case Item::personnummer: return personnummer(out);
      case Item::cpr: return cpr(out);
      case Item::phone: return danish ? danish_phone(out) : swedish_phone(out);
      case Item::email: return email(words, out);
      case Item::iban: return iban(danish, out);
      case Item::bankgiro: return bankgiro(out);
      case Item::name: return name(words, out);
      case Item::address: return address(words, danish, out);
    }
  }

  void cpr(std::string& out) {
    digits(random_.between(1, 28), 2, out);
    digits(random_.between(1, 12), 2, out);
    digits(random_.between(40, 99), 2, out);
    if (random_.chance(80)) out += '-';
    digits(random_.below(5000), 4, out);
  }

  // From the numbers that the Swedish authority has set aside for fiction.
  void swedish_phone(std::string& out) {
    struct Range {
      std::string_view front;
      std::uint32_t low;
      std::string_view middle;
    };
    static constexpr std::array<Range, 5> ranges = {
        {{"070-174 06 ", 5, ""}, {"08-465 004 ", 0, ""}, {"031-390 06 ", 0, ""}, {"040-628 04 ", 0, ""}, {"0980-31 92 ", 0, ""}}};
    const Range& range = ranges[random_.below(ranges.size())];
    if (random_.chance(20)) {
      out += "+46 ";
      out += range.front.substr(1);
    } else {
      out += range.front;
    }
    digits(random_.between(range.low, 99), 2, out);
  }

  void danish_phone(std::string& out) {
    if (random_.chance(30)) out += "+45 ";
    digits(random_.between(20, 99), 2, out);
    for (int i = 0; i < 3; ++i) {
      out += ' ';
      digits(random_.below(100), 2, out);
    }
  }

  // A name as mail has it: small letters, without rings and dots.
  void mail_name(const std::string& name, std::string& out) {
    for (std::size_t i = 0; i < name.size(); ++i) {
      const auto byte = static_cast<unsigned char>(name[i]);
      if (byte == 0xC3 && i + 1 < name.size()) {
        const auto low = static_cast<unsigned char>(static_cast<unsigned char>(name[++i]) | 0x20);
        out += low == 0xB6 || low == 0xB8 ? 'o' : low == 0xA9 ? 'e' : 'a';
      } else {
        out += static_cast<char>(byte | 0x20);
      }
    }
  }

  void email(const Vocabulary& words, std::string& out) {
    mail_name(any(words.of("first")), out);
    out += random_.chance(80) ? "." : "_";
    mail_name(any(words.of("last")), out);
    out += '@';
    out += any(words.of("domain"));
  }

  void iban(bool danish, std::string& out) {
    std::string account;
    for (int i = danish ? 14 : 20; i > 0; --i) account += static_cast<char>('0' + random_.below(10));
    unsigned rest = 0;
    const auto take = [&](std::string_view text) {
      for (const char c : text) rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
    };
    take(account);
    take(danish ? "132000" : "281400");  // DK or SE as numbers, and 00 for the check digits
    std::string whole = danish ? "DK" : "SE";
    digits(98 - rest, 2, whole);
    whole += account;
    const bool grouped = random_.chance(70);
    for (std::size_t i = 0; i < whole.size(); ++i) {
      if (grouped && i > 0 && i % 4 == 0) out += ' ';
      out += whole[i];
    }
  }

  void bankgiro(std::string& out) {
    const std::size_t start = out.size();
    digits(random_.between(100, 999), 3, out);
    out += '-';
    digits(random_.below(1000), 3, out);
    out += luhn(std::string_view(out).substr(start));
  }

  void name(const Vocabulary& words, std::string& out) {
    out += any(words.of("first"));
    out += ' ';
    out += any(words.of("last"));
  }

  void address(const Vocabulary& words, bool danish, std::string& out) {
    name(words, out);
    out += ", ";
    out += any(words.of("street"));
    out += ' ';
    out += std::to_string(random_.between(1, 120));
    if (random_.chance(20)) out += ' ', out += static_cast<char>('A' + random_.below(5));
    out += ", ";
    digits(random_.between(danish ? 10 : 100, danish ? 99 : 999), danish ? 2 : 3, out);
    if (!danish) out += ' ';
    digits(random_.below(100), 2, out);
    out += ' ';
    out += any(words.of("town"));
  }

  const std::array<Vocabulary, 2>& vocabulary_;
  Random random_;
  bool with_items_;
  std::uint64_t written_ = 0;
  std::uint64_t items_ = 0;
};

struct Options {
  std::uint64_t bytes = 0;
  std::uint64_t seed = 0;
  Input input = Input::normal;
  std::string items = {};
  std::string vocabulary = MASKROS_VOCABULARY;
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Options> parse_options(int count, char** words) {
  Options out;
  std::vector<std::uint64_t> numbers;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const bool takes_value = word == "--kind" || word == "--items" || word == "--vocabulary";
    if (takes_value && i + 1 == count) return std::nullopt;
    if (word == "--kind") {
      const std::string_view name = words[++i];
      std::size_t at = 0;
      while (at < input_names.size() && input_names[at] != name) ++at;
      if (at == input_names.size()) return std::nullopt;
      out.input = static_cast<Input>(at);
    } else if (word == "--items") {
      out.items = words[++i];
    } else if (word == "--vocabulary") {
      out.vocabulary = words[++i];
    } else if (const auto value = number(word)) {
      numbers.push_back(*value);
    } else {
      return std::nullopt;
    }
  }
  if (numbers.size() != 2) return std::nullopt;
  out.bytes = numbers[0];
  out.seed = numbers[1];
  return out;
}

// One step of the inputs that hold no sentences.
void step(Input input, Writer& writer, std::string& out) {
  out.clear();
  Random& random = writer.random();
  for (int i = 0; i < 256; ++i) {
    switch (input) {
      case Input::digits: out += static_cast<char>('0' + random.below(10)); break;
      case Input::numbers:
        for (std::uint32_t n = random.between(1, 6); n > 0; --n) out += static_cast<char>('0' + random.below(10));
        out += " -./+ "[random.below(6)];
        break;
      case Input::ats: out += '@'; break;
      default: writer.personnummer(out), out += '\n';
    }
  }
}

// Cuts the last paragraph to `size` bytes: whole characters, filled up with full stops, and a line end.
void cut(std::string& text, std::size_t size, bool sentences) {
  if (text.size() <= size) return;
  std::size_t keep = size;
  if (sentences) {
    keep = size - 1;
    while (keep > 0 && (static_cast<unsigned char>(text[keep]) & 0xC0) == 0x80) --keep;
  }
  text.resize(keep);
  if (!sentences) return;
  text.append(size - 1 - keep, '.');
  text += '\n';
}

int run(const Options& options) {
  const std::array<Vocabulary, 2> vocabulary = read_vocabulary(options.vocabulary);
  Writer writer(vocabulary, options.seed, options.input != Input::plain);
  std::ofstream items;
  if (!options.items.empty()) items.open(options.items);
  std::string text;
  std::string buffer;
  std::vector<Planted> planted;
  const bool sentences = options.input == Input::normal || options.input == Input::plain || options.input == Input::capitals ||
                         options.input == Input::oneline;
  for (std::uint64_t written = 0; written < options.bytes; written += text.size()) {
    if (sentences) {
      writer.paragraph(text, planted);
    } else {
      step(options.input, writer, text);
    }
    if (options.bytes - written < text.size()) cut(text, options.bytes - written, sentences);
    if (options.input == Input::capitals) raise(text, 0, text.size());
    if (options.input == Input::oneline) text.back() = ' ';
    if (items.is_open()) {
      for (const Planted& p : planted) {
        if (p.end >= text.size()) continue;  // cut away
        items << R"({"start":)" << written + p.start << R"(,"end":)" << written + p.end << R"(,"item":")"
              << item_names[static_cast<std::size_t>(p.item)] << "\"}\n";
      }
    }
    buffer += text;
    if (buffer.size() >= buffer_size || written + text.size() == options.bytes) {
      if (std::fwrite(buffer.data(), 1, buffer.size(), stdout) != buffer.size()) return 74;
      buffer.clear();
    }
  }
  if (items.is_open()) items.close();
  return std::fflush(stdout) == 0 && !items.fail() ? 0 : 74;
}

}  // namespace

int main(int count, char** words) {
  const std::optional<Options> options = parse_options(count, words);
  if (!options) {
    std::cerr << "make_text BYTES SEED [--kind normal|plain|digits|numbers|capitals|ats|oneline|personnummer] [--items FILE] [--vocabulary "
                 "FILE]\n";
    return 64;
  }
  return run(*options);
}
