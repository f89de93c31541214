// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/job.h"

#include <simdjson.h>

#include <array>
#include <utility>

#include "libmask/base/json.h"

namespace cli {
namespace {

using mask::Failure;
using mask::Result;
namespace dom = simdjson::dom;

constexpr std::array<std::string_view, 3> steps = {"read", "pictures", "finish"};

// Writes an object, member by member.
class Object {
 public:
  void number(std::string_view key, std::uint64_t value) { name(key) += std::to_string(value); }
  void text(std::string_view key, std::string_view value) { mask::append_json_string(name(key), value); }
  void flag(std::string_view key, bool value) {
    if (value) name(key) += "true";
  }
  std::string& name(std::string_view key) {
    text_ += text_.size() > 1 ? ",\"" : "\"";
    text_.append(key).append("\":");
    return text_;
  }
  std::string take() { return std::move(text_) + "}"; }

 private:
  std::string text_ = "{";
};

// Reads one; what is not there has the value it would have.
class Reader {
 public:
  explicit Reader(dom::element element) { is_object_ = element.get_object().get(object_) == simdjson::SUCCESS; }
  [[nodiscard]] bool is_object() const { return is_object_; }
  [[nodiscard]] std::uint64_t number(std::string_view key) const {
    std::uint64_t value = 0;
    return object_[key].get_uint64().get(value) == simdjson::SUCCESS ? value : 0;
  }
  [[nodiscard]] std::string text(std::string_view key) const {
    std::string_view value;
    return object_[key].get_string().get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
  }
  [[nodiscard]] bool flag(std::string_view key) const {
    bool value = false;
    return object_[key].get_bool().get(value) == simdjson::SUCCESS && value;
  }
  [[nodiscard]] std::optional<dom::element> member(std::string_view key) const {
    dom::element value;
    if (object_[key].get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
  }
  [[nodiscard]] std::vector<std::uint64_t> numbers(std::string_view key) const {
    std::vector<std::uint64_t> list;
    dom::array array;
    if (object_[key].get_array().get(array) != simdjson::SUCCESS) return list;
    for (const dom::element element : array) {
      std::uint64_t value = 0;
      list.push_back(element.get_uint64().get(value) == simdjson::SUCCESS ? value : 0);
    }
    return list;
  }
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const {
    std::vector<std::string> list;
    dom::array array;
    if (object_[key].get_array().get(array) != simdjson::SUCCESS) return list;
    for (const dom::element element : array) {
      std::string_view value;
      if (element.get_string().get(value) == simdjson::SUCCESS) list.emplace_back(value);
    }
    return list;
  }

 private:
  dom::object object_;
  bool is_object_ = false;
};

void append_list(Object& out, std::string_view key, const std::vector<std::uint64_t>& list) {
  std::string& text = out.name(key);
  text += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) text += ',';
    text += std::to_string(list[i]);
  }
  text += ']';
}

void append_list(Object& out, std::string_view key, const std::vector<std::string>& list) {
  std::string& text = out.name(key);
  text += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) text += ',';
    mask::append_json_string(text, list[i]);
  }
  text += ']';
}

template <typename T>
Result<T> broken() {
  return mask::fail(Failure::internal, "the worker was not understood");
}

Failure failure_numbered(std::uint64_t number) {
  return number <= static_cast<std::uint64_t>(Failure::sandbox) ? static_cast<Failure>(number) : Failure::internal;
}

}  // namespace

std::string to_message(const Job& job) {
  Object out;
  out.number("number", job.number);
  out.text("step", steps.at(static_cast<std::size_t>(job.step)));
  out.text("id", job.id);
  if (!job.kind.empty()) out.text("kind", job.kind);
  out.number("from", job.from);
  out.number("to", job.to);
  if (job.language) out.text("language", mask::code(*job.language));
  out.number("parts", job.parts);
  return out.take();
}

Result<Job> to_job(std::string_view message) {
  dom::parser parser;
  dom::element element;
  if (parser.parse(message.data(), message.size()).get(element) != simdjson::SUCCESS) return broken<Job>();
  const Reader reader(element);
  if (!reader.is_object()) return broken<Job>();
  Job job;
  const auto step = std::ranges::find(steps, reader.text("step"));
  if (step == steps.end()) return broken<Job>();
  job.number = reader.number("number");
  job.step = static_cast<Step>(step - steps.begin());
  job.id = reader.text("id");
  job.kind = reader.text("kind");
  job.from = reader.number("from");
  job.to = reader.number("to");
  job.language = mask::language_coded(reader.text("language"));
  job.parts = reader.number("parts");
  return job;
}

std::string to_message(const Status& status) {
  Object out;
  if (status.error) {
    Object error;
    error.number("failure", static_cast<std::uint64_t>(status.error->failure));
    error.text("message", status.error->message);
    error.text("path", status.error->path);
    if (status.error->offset) error.number("offset", *status.error->offset);
    out.name("error") += error.take();
  }
  out.number("pictures", status.pictures);
  if (status.language) out.text("language", mask::code(*status.language));
  out.number("documents", status.documents);
  out.number("pages", status.pages);
  out.flag("needs_review", status.needs_review);
  out.flag("is_masked", status.is_masked);
  out.flag("is_near", status.is_near);
  out.flag("is_protected", status.is_protected);
  append_list(out, "review", status.review);
  append_list(out, "sizes", status.sizes);
  append_list(out, "digests", status.digests);
  return out.take();
}

Result<Status> to_status(std::string_view message) {
  dom::parser parser;
  dom::element element;
  if (message.size() > longest_message) return broken<Status>();
  if (parser.parse(message.data(), message.size()).get(element) != simdjson::SUCCESS) return broken<Status>();
  const Reader reader(element);
  if (!reader.is_object()) return broken<Status>();
  Status status;
  if (const auto member = reader.member("error")) {
    const Reader error(*member);
    if (!error.is_object()) return broken<Status>();
    status.error = mask::Error{
        .failure = failure_numbered(error.number("failure")), .message = error.text("message"), .path = error.text("path"), .offset = {}};
    if (error.member("offset")) status.error->offset = error.number("offset");
  }
  status.pictures = reader.number("pictures");
  status.language = mask::language_coded(reader.text("language"));
  status.documents = reader.number("documents");
  status.pages = reader.number("pages");
  status.needs_review = reader.flag("needs_review");
  status.is_masked = reader.flag("is_masked");
  status.is_near = reader.flag("is_near");
  status.is_protected = reader.flag("is_protected");
  status.review = reader.texts("review");
  status.sizes = reader.numbers("sizes");
  status.digests = reader.numbers("digests");
  return status;
}

// The child's own bytes stand behind the first line as they came: the broker reads nothing of them.
std::string to_message(const Ended& ended) {
  Object out;
  out.number("number", ended.number);
  if (ended.code >= 0) out.number("code", static_cast<std::uint64_t>(ended.code));
  out.number("signal", static_cast<std::uint64_t>(ended.signal));
  out.flag("was_late", ended.was_late);
  out.number("memory", ended.memory);
  return out.take() + "\n" + ended.status;
}

Result<Ended> to_ended(std::string_view message) {
  const std::size_t line = message.find('\n');
  dom::parser parser;
  dom::element element;
  if (line == std::string_view::npos) return broken<Ended>();
  if (parser.parse(message.data(), line).get(element) != simdjson::SUCCESS) return broken<Ended>();
  const Reader reader(element);
  if (!reader.is_object()) return broken<Ended>();
  Ended ended;
  ended.number = reader.number("number");
  ended.code = reader.member("code") ? static_cast<int>(reader.number("code")) : -1;
  ended.signal = static_cast<int>(reader.number("signal"));
  ended.was_late = reader.flag("was_late");
  ended.memory = reader.number("memory");
  ended.status = message.substr(line + 1);
  return ended;
}

}  // namespace cli
