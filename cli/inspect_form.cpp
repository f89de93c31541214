// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/inspect_form.h"

#include <memory>
#include <string>

#include "cli/transcribe_form.h"
#include "libmask/base/json.h"
#include "libmask/pdf/inspect.h"
#include "libmask/render/box_json.h"

namespace cli {
namespace {

using mask::Failure;
using mask::Result;

std::string line_of(const std::string& id, const mask::pdf::Carrier& carrier) {
  std::string line = "{\"doc\":";
  mask::append_json_string(line, id);
  if (carrier.page > 0) line += ",\"page\":" + std::to_string(carrier.page);
  if (carrier.box) {
    line += ",\"box\":[";
    mask::append_box(line, *carrier.box);
    line += ']';
  }
  return line + ",\"carrier\":\"" + carrier.carrier + "\",\"kind\":\"" + carrier.kind + "\"}\n";
}

}  // namespace

Form make_inspect_form(const ReadingPlan& plan, std::string_view source, std::span<const Descriptor> outputs) {
  const auto out = std::make_shared<std::string>();
  return {.take = [out, source, &plan](mask::Reading&& reading, Status& status) -> Result<void> {
            if (++status.documents > 1 || reading.document.kind != "pdf") return mask::fail(Failure::usage, "--inspect takes a PDF");
            status.pages = reading.document.pages.size();
            const auto carriers = mask::pdf::inspect(source, plan.read.passwords);
            if (!carriers) return std::unexpected(carriers.error());
            for (const mask::pdf::Carrier& carrier : *carriers) {
              *out += line_of(reading.document.id, carrier);
              status.is_masked = status.is_masked || carrier.carrier == "text-under-box";
            }
            return {};
          },
          .finish = [out, outputs](Status&) { return write_all(outputs[document_output].number(), *out); }};
}

}  // namespace cli
