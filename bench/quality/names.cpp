// How well the name model labels words, and how many words of people the default policy masks: names FILE.iob2 [--predict]
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FILE has lines of `token<TAB>tag` in IOB2 and an empty line after each sentence. Tags other than PER, ORG and LOC count as O.
// A name counts as right when first word, last word and type are right. --predict prints `token<TAB>gold<TAB>predicted` instead: what the
// model itself says. Person tokens are counted as covered where any mask touches them when the sentence, its tokens with blanks between,
// is masked under the default policy. --genre prose|office, --lean N: other than the usual ways to ask the model.
#include "libmask/model/names.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "cli/masker.h"
#include "cli/tool.h"
#include "libmask/text/scan.h"

namespace {

using mask::NameLabel;
using mask::Span;
using mask::name_features::Genre;

const std::string none = "O";

struct Token {
  std::string text;
  std::string gold = none;  // "B-PER"
  std::string predicted = none;
  bool is_covered = false;
};
using Sentence = std::vector<Token>;

constexpr std::array<std::string_view, 4> names = {"O", "PER", "ORG", "LOC"};

bool is_counted(std::string_view tag) {
  return tag.size() == 5 && (tag.starts_with("B-") || tag.starts_with("I-")) &&
         (tag.ends_with("PER") || tag.ends_with("ORG") || tag.ends_with("LOC"));
}

std::vector<Sentence> read(std::ifstream& in) {
  std::vector<Sentence> sentences(1);
  std::string line;
  while (std::getline(in, line)) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.find_first_not_of(" \t") == std::string::npos) {
      if (!sentences.back().empty()) sentences.emplace_back();
      continue;
    }
    const std::size_t tab = line.find('\t');
    Token token;
    token.text = line.substr(0, tab);
    if (tab != std::string::npos) {
      const std::string tag = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
      if (is_counted(tag)) token.gold = tag;
    }
    sentences.back().push_back(std::move(token));
  }
  if (sentences.back().empty()) sentences.pop_back();
  return sentences;
}

// The sentence as one text, with margins, and where each token stands in it.
struct Joined {
  std::string padded = std::string(mask::scan_margin, '\0');
  std::vector<Span> spans;
  explicit Joined(const Sentence& sentence) {
    for (const Token& token : sentence) {
      if (!spans.empty()) padded += ' ';
      const auto start = static_cast<std::uint32_t>(padded.size() - mask::scan_margin);
      padded += token.text;
      spans.push_back({start, start + static_cast<std::uint32_t>(token.text.size())});
    }
    padded.append(mask::scan_margin, '\0');
  }
  [[nodiscard]] std::string_view text() const {
    return std::string_view(padded).substr(mask::scan_margin, padded.size() - 2 * mask::scan_margin);
  }
};

struct Words {
  std::string text;  // folded, with blanks between tokens
  std::vector<mask::ModelWord> words;
  std::vector<std::size_t> token;  // of each word
};

// Tokens are folded one by one, so that each word comes from one token.
Words words_of(const Sentence& sentence) {
  Words out;
  mask::Folded folded;
  std::string padded;
  std::vector<std::size_t> token_at;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    padded.assign(mask::scan_margin, '\0');
    padded += sentence[i].text;
    padded.append(mask::scan_margin, '\0');
    if (mask::fold(std::string_view(padded).substr(mask::scan_margin, sentence[i].text.size()), folded)) continue;
    if (!out.text.empty()) out.text += ' ';
    out.text += folded.text();
    token_at.resize(out.text.size(), i);
  }
  mask::read_words(out.text, 0, static_cast<std::uint32_t>(out.text.size()), out.words);
  for (const mask::ModelWord& word : out.words) out.token.push_back(token_at[word.span.start]);
  return out;
}

struct Counts {
  std::size_t gold = 0;
  std::size_t predicted = 0;
  std::size_t right = 0;
};

// Names as first and last token and type.
std::vector<std::array<std::size_t, 3>> chunks(const Sentence& sentence, std::string Token::*tag) {
  std::vector<std::array<std::size_t, 3>> out;
  std::string open;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const std::string& t = sentence[i].*tag;
    const std::string type = t == none ? "" : t.substr(2);
    const bool begins = !type.empty() && (t[0] == 'B' || type != open);
    if (begins) {
      std::size_t number = 1;
      while (names[number] != type) ++number;
      out.push_back({i, i, number});
    } else if (!type.empty()) {
      out.back()[1] = i;
    }
    open = type;
  }
  return out;
}

void print_row(std::string_view name, const Counts& c) {
  const auto share = [](std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  };
  const double p = share(c.right, c.predicted);
  const double r = share(c.right, c.gold);
  std::printf("%-6.*s gold %5zu  precision %5.1f  recall %5.1f  F1 %5.1f\n", static_cast<int>(name.size()), name.data(), c.gold, p, r,
              p + r == 0 ? 0 : 2 * p * r / (p + r));
}

cli::Exit fail(const mask::Error& error) {
  cli::say("names", error);
  return cli::exit_of(error.failure);
}

cli::Exit run(int count, char** arguments) {
  std::string path;
  bool predicts = false;
  bool is_office = false;
  std::int32_t lean = 0;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = arguments[i];
    if (word == "--predict") {
      predicts = true;
    } else if (word == "--genre" && i + 1 < count) {
      is_office = std::string_view(arguments[++i]) == "office";
    } else if (word == "--lean" && i + 1 < count) {
      lean = std::stoi(arguments[++i]);
    } else if (path.empty() && !word.starts_with("-")) {
      path = word;
    } else {
      path.clear();
      break;
    }
  }
  std::ifstream in(path);
  if (path.empty() || !in) {
    std::fprintf(stderr, path.empty() ? "usage: names FILE.iob2 [--predict] [--genre prose|office] [--lean N]\n"
                                      : "names: the file cannot be opened\n");
    return path.empty() ? cli::Exit::usage : cli::Exit::no_input;
  }
  const std::string share = cli::program_folder() + "/../../share/maskros";
  const auto lexicon = mask::Lexicon::load(share + "/lexicon.bin");
  if (!lexicon) return fail(lexicon.error());
  const auto model = mask::NameModel::load(share + "/names.model");
  if (!model) return fail(model.error());
  std::vector<Sentence> sentences = read(in);

  // The language of the whole file.
  std::string start(mask::scan_margin, '\0');
  for (const Sentence& sentence : sentences) {
    for (const Token& token : sentence) start += token.text + ' ';
    if (start.size() > 65536) break;
  }
  start.append(mask::scan_margin, '\0');
  mask::Tokens tokens;
  mask::scan(std::string_view(start).substr(mask::scan_margin, start.size() - 2 * mask::scan_margin), tokens);
  const bool is_danish = mask::language_of(tokens) == mask::Language::da;
  const Genre genre = is_office ? Genre::office : is_danish ? Genre::prose_da : Genre::prose_sv;

  mask::NameModel::Workspace work;
  std::vector<mask::NameSpan> found;
  for (Sentence& sentence : sentences) {
    const Words words = words_of(sentence);
    model->find(words.text, words.words, *lexicon, {.genre = genre, .lean = lean}, work, found);
    for (const mask::NameSpan& name : found) {
      bool begins = true;
      for (std::uint32_t i = name.begin; i < name.end; ++i) {
        std::string& tag = sentence[words.token[i]].predicted;
        if (tag == none) {
          tag = begins ? "B-" : "I-";
          tag += names[static_cast<std::size_t>(name.label)];
        }
        begins = false;
      }
    }
  }
  if (predicts) {
    for (const Sentence& sentence : sentences) {
      for (const Token& token : sentence) std::printf("%s\t%s\t%s\n", token.text.c_str(), token.gold.c_str(), token.predicted.c_str());
      std::printf("\n");
    }
    return cli::Exit::done;
  }

  // What the default policy masks.
  const mask::Finder finder(*lexicon, &*model);
  auto policy = mask::load_policy(share + "/policy/default.toml");
  if (!policy) return fail(policy.error());
  cli::Masking masking;
  masking.lexicon = &*lexicon;
  masking.finder = &finder;
  masking.rules.policy = std::move(*policy);
  masking.language = is_danish ? mask::Language::da : mask::Language::sv;
  if (const auto prepared = masking.prepare(); !prepared) return fail(prepared.error());
  std::size_t people = 0;
  std::size_t covered = 0;
  std::size_t all = 0;
  std::size_t outside = 0;
  for (Sentence& sentence : sentences) {
    const Joined joined(sentence);
    cli::DocumentMasker masker(masking);
    const auto walked = masker.walk(joined.text(), [&](const cli::Checked& segment) -> mask::Result<void> {
      for (const mask::Decision& decision : segment.decisions.list) {
        for (std::size_t i = 0; i < sentence.size(); ++i) {
          if (decision.span.overlaps(joined.spans[i])) sentence[i].is_covered = true;
        }
      }
      return {};
    });
    if (!walked) return fail(walked.error());
    for (const Token& token : sentence) {
      ++all;
      if (token.gold.ends_with("PER")) {
        ++people;
        covered += token.is_covered ? 1U : 0U;
      }
      outside += token.gold == none && token.is_covered ? 1U : 0U;
    }
  }

  std::array<Counts, 4> counts;
  for (const Sentence& sentence : sentences) {
    const auto gold = chunks(sentence, &Token::gold);
    const auto predicted = chunks(sentence, &Token::predicted);
    for (const auto& chunk : gold) ++counts[chunk[2]].gold;
    for (const auto& chunk : predicted) {
      ++counts[chunk[2]].predicted;
      for (const auto& other : gold) counts[chunk[2]].right += other == chunk ? 1U : 0U;
    }
  }
  for (std::size_t i = 1; i < counts.size(); ++i) {
    print_row(names[i], counts[i]);
    counts[0].gold += counts[i].gold;
    counts[0].predicted += counts[i].predicted;
    counts[0].right += counts[i].right;
  }
  print_row("micro", counts[0]);
  std::printf("person tokens %zu, covered under default %.2f%%; tokens masked outside names %.2f%% of %zu\n", people,
              people == 0 ? 0.0 : 100.0 * static_cast<double>(covered) / static_cast<double>(people),
              all == 0 ? 0.0 : 100.0 * static_cast<double>(outside) / static_cast<double>(all), all);
  return cli::Exit::done;
}

}  // namespace

int main(int count, char** arguments) { return cli::frame("names", count, arguments, run); }
