// JSON, token by token: its strings, keys and numbers as cells, nothing built and nothing written anew.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/read/cells.h"

namespace mask {

// Objects and arrays may lie so deep in each other.
inline constexpr std::size_t deepest_json = 1024;

// Checks and reads one JSON value after RFC 8259, from a text that may come in parts. A record is an element of an outermost array, or else
// the whole value.
class JsonReader {
 public:
  // An object or array that is open, or was in the stretch at hand.
  struct Container {
    std::uint32_t parent = 0;  // index of the one it stands in; of the outermost, its own
    std::uint32_t place = 0;   // in that: a name's index, or the number of the element
    std::uint64_t serial = 0;  // no two are alike
    bool is_object = false;
  };
  // Who wants to know of what is met.
  class Listener {
   public:
    virtual ~Listener() = default;
    // The column of a cell: `container` and `place` are where it stands.
    virtual std::uint32_t column_of(const JsonReader& reader, const Cell& cell) = 0;
    virtual void opened(const JsonReader& reader, std::uint32_t container) = 0;
  };

  explicit JsonReader(Listener& listener) : listener_(listener) {}

  // The node of a cell that stands in no container.
  static constexpr std::uint32_t nowhere = ~std::uint32_t{0};

  enum class State : std::uint8_t {
    record,      // a record has ended: the stretch may be cut here
    unfinished,  // more bytes are needed
    done,        // the value has ended
    damaged,     // error() says how, place() where
  };
  // Goes on at text[at], where `text` begins with the stretch at hand; moves `at` past what was read. `at_end`: nothing follows.
  [[nodiscard]] State read(std::string_view text, std::uint32_t& at, bool at_end);
  // Begins another value.
  void restart();
  // Begins another stretch: cells, names and closed containers are forgotten, what is open stays.
  void cut();

  [[nodiscard]] const char* error() const { return error_; }
  std::vector<Cell>& cells() { return cells_; }
  [[nodiscard]] const std::vector<Container>& containers() const { return containers_; }
  [[nodiscard]] const std::string& name(std::uint32_t index) const { return names_[index]; }
  [[nodiscard]] std::uint64_t records() const { return records_; }  // that have begun
  // Indexes into containers() of what is open, outermost first.
  [[nodiscard]] const std::vector<std::uint32_t>& open() const { return open_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  // /rows/3/name of a cell, with these words for the names.
  [[nodiscard]] std::string pointer(const Cell& cell, const std::vector<std::string>& names) const;
  // The name of the member that a cell is or stands in; empty: none.
  [[nodiscard]] std::string_view nearest_name(const Cell& cell) const;
  // The record that row 0 of this stretch is, counted from 1.
  [[nodiscard]] std::uint64_t first_record() const { return row_base_ + 1; }

 private:
  enum class Wants : std::uint8_t { value, first_value, key, first_key, colon, separator, nothing };
  struct Frame {
    std::uint64_t elements = 0;
    std::uint32_t name = 0;  // of the member at hand
  };

  State fail(const char* what) {
    error_ = what;
    return State::damaged;
  }
  [[nodiscard]] std::uint32_t place() const;
  void add(std::uint32_t start, std::uint32_t end, CellForm form, bool has_escapes);
  bool push(bool is_object);
  State value_ended();
  std::uint32_t intern(std::string name);

  Listener& listener_;
  std::vector<Cell> cells_;
  std::vector<std::string> names_;
  std::vector<Container> containers_;
  std::vector<std::uint32_t> open_;
  std::vector<Frame> frames_;
  std::vector<std::uint32_t> name_slots_;
  Wants wants_ = Wants::value;
  std::size_t record_depth_ = 0;  // depth of the outermost array; 0: none is open
  std::uint64_t records_ = 0;
  std::uint64_t row_base_ = 0;
  std::uint64_t serial_ = 0;
  const char* error_ = "";
};

// Does the text begin as JSON that is an object, an array or a string, so far as it goes? `is_whole`: nothing follows. `is_lines`: is it a
// JSON value to a line, two at least?
struct JsonLook {
  bool is_json = false;
  bool is_lines = false;
};
[[nodiscard]] JsonLook look_for_json(std::string_view head, bool is_whole);

}  // namespace mask
