// Messages between programs and their worker: what goes in comes out, and what nobody sent is refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/job.h"

#include <gtest/gtest.h>

#include <string>

namespace {

cli::Status some_status() {
  cli::Status status;
  status.pictures = 3;
  status.language = mask::Language::da;
  status.documents = 2;
  status.pages = 7;
  status.needs_review = true;
  status.is_masked = true;
  status.review = {"akt.pdf: page 4: nothing read", "\"å\"\n"};
  status.sizes = {1, 2, 3, 4};
  status.digests = {~std::uint64_t{0}, 0, 1, 2};
  return status;
}

TEST(Job, ComesBackAsItWent) {
  const cli::Job job{.number = 9,
                     .step = cli::Step::finish,
                     .id = "mapp/åäö \"x\".pdf",
                     .kind = "pdf",
                     .from = 2,
                     .to = 5,
                     .language = mask::Language::sv,
                     .parts = 4};
  const auto back = cli::to_job(cli::to_message(job));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, job);
}

TEST(Job, StatusComesBackAsItWent) {
  cli::Status status = some_status();
  auto back = cli::to_status(cli::to_message(status));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, status);
  status.error = mask::Error{.failure = mask::Failure::sandbox, .message = "no", .path = "a", .offset = 7};
  back = cli::to_status(cli::to_message(status));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, status);
}

TEST(Job, EndedCarriesTheChildsBytesAsTheyAre) {
  const cli::Ended ended{.number = 3, .code = -1, .signal = 9, .was_late = true, .memory = 12, .status = std::string("\n\0{\xFF", 4)};
  const auto back = cli::to_ended(cli::to_message(ended));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, ended);
}

TEST(Job, WhatNobodySentIsRefused) {
  const std::string whole = cli::to_message(some_status());
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(cli::to_status(std::string_view(whole).substr(0, size))) << size;
  EXPECT_FALSE(cli::to_status("[]"));
  EXPECT_FALSE(cli::to_status(std::string(cli::longest_message + 1, ' ')));
  EXPECT_FALSE(cli::to_status("{\"error\":7}"));
  EXPECT_FALSE(cli::to_job("{\"step\":\"fly\"}"));
  EXPECT_FALSE(cli::to_ended("{}"));
  // An unknown failure is ours, not the document's.
  const auto odd = cli::to_status("{\"error\":{\"failure\":999,\"message\":\"x\"}}");
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->error->failure, mask::Failure::internal);
}

}  // namespace
