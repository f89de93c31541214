// stand-in until the real program lands: findings of standard input, with words, for development
#include <iostream>
#include <iterator>
#include <string>
#include "libmask/find/find.h"
int main(int argc, char** argv) {
  const std::string self = argv[0];
  const auto lexicon = mask::Lexicon::load(argc > 1 ? argv[1] : self.substr(0, self.rfind('/')) + "/../share/maskros/lexicon.bin");
  if (!lexicon) { std::cerr << lexicon.error().message << "\n"; return 69; }
  std::string in((std::istreambuf_iterator<char>(std::cin)), {});
  std::string padded = std::string(64, '\0') + in + std::string(64, '\0');
  const std::string_view text{padded.data() + 64, in.size()};
  mask::Finder finder(*lexicon); mask::Finder::Workspace work; mask::Findings out;
  mask::Folded folded;
  if (fold(text, folded)) return 65;
  finder.find(folded, work, out);
  for (const auto& f : out.list) {
    std::cout << f.span.start << "-" << f.span.end << " " << name(f.type) << " " << name(f.kind) << " " << mask::rule_name(f.rule) << " " << f.score;
    for (auto e : out.of(f)) std::cout << " " << code(e);
    std::cout << " | " << text.substr(f.span.start, f.span.size()) << "\n";
  }
}
