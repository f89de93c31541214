// Which rule of --columns speaks of a value in JSON: by its key, or by a pointer to it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "cli/cell_masker.h"
#include "cli/columns.h"
#include "libmask/read/json_cells.h"

namespace cli {

class JsonColumns : public mask::JsonReader::Listener {
 public:
  JsonColumns(std::span<const ColumnRule> rules, const mask::Lexicon& lexicon) : rules_(rules), lexicon_(lexicon), is_met_(rules.size()) {}

  std::uint32_t column_of(const mask::JsonReader& reader, const mask::Cell& cell) override;
  void opened(const mask::JsonReader& reader, std::uint32_t container) override;
  // Begins another stretch: call before JsonReader::cut().
  void cut();

  [[nodiscard]] std::span<const Column> columns() const { return columns_; }
  // The first rule that spoke of nothing so far; nullptr if none.
  [[nodiscard]] const ColumnRule* unmet() const;

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  // How far the pointers have come, one bit each, and the rule that speaks of all in a container.
  struct State {
    std::uint64_t alive = ~std::uint64_t{0};
    std::uint64_t alive_inside = 0;  // of those that begin in the elements of an outermost array
    std::uint32_t rule = none;
    std::uint32_t depth = 0;
  };
  struct Met {
    State state;
    std::uint32_t rule = none;
  };
  Met follow(const mask::JsonReader& reader, std::uint32_t container, std::uint32_t place);
  [[nodiscard]] static bool fits(const std::string& token, const mask::JsonReader& reader, const mask::JsonReader::Container& container,
                                 std::uint32_t place);

  std::span<const ColumnRule> rules_;
  const mask::Lexicon& lexicon_;
  std::vector<bool> is_met_;
  std::vector<State> states_;  // by container
  std::vector<Column> columns_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> index_;  // nearest name (none: no name), rule
};

}  // namespace cli
