// Readers that are not there yet; a real one takes the place of each.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/mail_parser.h"
#include "libmask/read/readers.h"

namespace mask {
namespace {

std::unexpected<Error> not_read() { return fail(Failure::damaged, "is of a kind that is not read yet"); }

}  // namespace

Result<Reading> read_html(std::string_view /*bytes*/, Walk& /*walk*/) { return not_read(); }
Result<Reading> read_rtf(std::string_view /*bytes*/, Walk& /*walk*/) { return not_read(); }
Result<Reading> read_mail(std::string_view /*bytes*/, Walk& /*walk*/) { return not_read(); }
Result<Reading> read_msg(std::string_view /*bytes*/, Walk& /*walk*/) { return not_read(); }
Result<Reading> read_tnef(std::string_view /*bytes*/, Walk& /*walk*/) { return not_read(); }
Result<Reading> read_odt(std::string_view /*bytes*/, Walk& /*walk*/) { return not_read(); }
Result<Reading> read_xlsx(std::string_view /*bytes*/, Walk& /*walk*/) { return not_read(); }
Result<Reading> read_ods(std::string_view /*bytes*/, Walk& /*walk*/) { return not_read(); }
Result<Reading> read_doc(std::string_view /*bytes*/, Walk& /*walk*/) { return not_read(); }
Result<Reading> read_subtitles(std::string_view /*bytes*/, Walk& /*walk*/) { return not_read(); }
void prepare_mail() {}

}  // namespace mask
