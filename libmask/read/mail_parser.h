// What the reader of mail must have before a sandbox closes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace mask {

void prepare_mail();

}  // namespace mask
