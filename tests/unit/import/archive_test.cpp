#include "import/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import_run.h"
#include "zip_writer.h"

namespace earshot::import {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::uint64_t kMaxBytes = std::uint64_t{16} << 20U;

Result<Archive> open(std::string_view zip) {
  const auto bytes = as_bytes(zip);
  return Archive::open({bytes.begin(), bytes.end()}, kMaxBytes);
}

std::string text_of(const Result<std::vector<std::byte>>& bytes) {
  if (!bytes) return "<" + std::string(name(bytes.error().code)) + ">";
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

TEST(Archive, UnpacksFilesInAnyOrder) {
  const auto archive = open(ZipWriter()
                                .add("talk/", "")
                                .add("talk/a.vtt", "first")
                                .add("talk/b.md", "second", {.deflated = false})
                                .finish());
  ASSERT_TRUE(archive);
  ASSERT_EQ(archive->files().size(), 2u);
  EXPECT_EQ(archive->files()[0].path, "talk/a.vtt");
  EXPECT_EQ(archive->files()[1].size_bytes, 6u);
  EXPECT_EQ(text_of(archive->read(1)), "second");
  EXPECT_EQ(text_of(archive->read(0)), "first");
}

TEST(Archive, RefusesWhatIsNoArchiveOrWasCutOff) {
  EXPECT_FALSE(open("no archive at all"));
  const std::string zip = ZipWriter().add("a.vtt", std::string(500, 'x')).finish();
  const auto cut = open(zip.substr(0, zip.size() - 30));
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::NotThisFormat);
}

TEST(Archive, TellsDamagedFilesByTheirChecksum) {
  const auto archive =
      open(ZipWriter().add("a.vtt", "words", {.crc_error = 1}).add("b.vtt", "whole").finish());
  ASSERT_TRUE(archive);
  EXPECT_EQ(text_of(archive->read(0)), "<damaged>");
  EXPECT_EQ(text_of(archive->read(1)), "whole");
}

TEST(Archive, RefusesEncryptedFiles) {
  const auto archive = open(ZipWriter().add("a.vtt", "secret", {.flags = 1}).finish());
  ASSERT_TRUE(archive);
  EXPECT_THAT(archive->files()[0].refusal, HasSubstr("encrypted"));
  EXPECT_EQ(text_of(archive->read(0)), "<damaged>");
}

TEST(Archive, RefusesAFileThatBursts) {
  const std::string zeros(8U << 20U, '\0');
  const std::string noise = [] {
    std::string text;
    std::uint32_t state = 1;
    for (int i = 0; i < 200'000; ++i) {
      state = state * 1'664'525U + 1'013'904'223U;
      text += static_cast<char>(state >> 24U);
    }
    return text;
  }();
  const auto archive = open(ZipWriter().add("bomb.vtt", zeros).add("noise.txt", noise).finish());
  ASSERT_TRUE(archive);
  EXPECT_THAT(archive->files()[0].refusal, HasSubstr("8 MB"));
  EXPECT_EQ(archive->files()[1].refusal, "");
}

TEST(Archive, RefusesAnArchiveThatBursts) {
  ZipWriter zip;
  for (int i = 0; i < 20; ++i)
    zip.add(std::to_string(i) + ".vtt", std::string(1U << 20U, '\0'));
  const auto archive = open(zip.finish());
  ASSERT_FALSE(archive);
  EXPECT_EQ(archive.error().code, ErrorCode::TooLarge);
  EXPECT_THAT(archive.error().detail, HasSubstr("20 MB"));
}

TEST(Archive, ReadsNoMoreThanTheListSays) {
  const auto archive =
      open(ZipWriter().add("a.vtt", "five and more", {.claimed_size = 4}).finish());
  ASSERT_TRUE(archive);
  EXPECT_EQ(text_of(archive->read(0)), "<damaged>");
}

TEST(Archive, NamesLeadNowhereElse) {
  EXPECT_EQ(safe_path("../../etc/passwd"), "etc/passwd");
  EXPECT_EQ(safe_path("/top/a.vtt"), "top/a.vtt");
  EXPECT_EQ(safe_path("C:\\show\\.\\a.vtt"), "show/a.vtt");
  EXPECT_EQ(safe_path("a\x01/b\n.vtt"), "a/b.vtt");
  EXPECT_EQ(safe_path("..\x01/.\n./\x02/out.txt"), "out.txt");
  EXPECT_EQ(safe_path("a//b.vtt"), "a/b.vtt");
}

TEST(Archive, ReadsNamesInUtf8AndInTheOldCodePage) {
  const auto archive = open(ZipWriter()
                                .add("Übung.vtt", "a")
                                .add("Übung2.vtt", "b", {.flags = 0})
                                .add("\x9A"
                                     "bung3.vtt",
                                     "c", {.flags = 0})
                                .finish());
  ASSERT_TRUE(archive);
  EXPECT_EQ(archive->files()[0].path, "Übung.vtt");
  EXPECT_EQ(archive->files()[1].path, "Übung2.vtt");
  EXPECT_EQ(archive->files()[2].path, "Übung3.vtt");
}

TEST(ImportArchive, ItsFilesAreThoseOfAFolder) {
  const std::string zip =
      ZipWriter()
          .add("ep1.md", "---\ntitle: Spinning\n---\n\n# Contents\n\n- a wheel\n")
          .add("ep1.en.vtt", vtt("words"))
          .add("cover.png", "x")
          .finish();
  const auto run = run_import({{"talk.zip", zip}, {"other/ep2.vtt", vtt("more words")}});
  EXPECT_THAT(run.episodes(),
              testing::UnorderedElementsAre("talk/Spinning: TNS", "other/Episode 2: TS"));
  ASSERT_EQ(run.reports.size(), 5u);
  EXPECT_EQ(run.reports[0].path, "talk.zip");
  EXPECT_EQ(run.reports[0].became, "archive");
  EXPECT_EQ(run.reports[1].became, "transcript");
  EXPECT_EQ(run.report("talk.zip/ep1.md").pairing_with, "talk.zip/ep1.en.vtt");
  EXPECT_EQ(run.report("talk.zip/ep1.en.vtt").became, "transcript");
  EXPECT_EQ(run.report("talk.zip/cover.png").became, "ignored");
}

TEST(ImportArchive, AFeedInItNamesATranscriptBesideIt) {
  const std::string feed =
      "<rss><channel><title>Slow Machines</title><item><title>Cranes</title><guid>g</guid>"
      "<description>About cranes</description>"
      "<podcast:transcript url=\"https://example.org/t/cranes-1.vtt\" type=\"text/vtt\"/>"
      "</item></channel></rss>";
  const auto run = run_import(
      {{"cranes-1.vtt", vtt("lifting")}, {"feed.zip", ZipWriter().add("feed.xml", feed).finish()}});
  EXPECT_THAT(run.episodes(), ElementsAre("Slow Machines/Cranes: TNS"));
}

TEST(ImportArchive, WhatIsRefusedIsSaid) {
  const std::string inner = ZipWriter().add("a.vtt", vtt("deep")).finish();
  const std::string zip = ZipWriter()
                              .add("inner.zip", inner)
                              .add("locked.vtt", "x", {.flags = 1})
                              .add("broken.vtt", "WEBVTT\n", {.crc_error = 7})
                              .add("../up.vtt", vtt("up"))
                              .finish();
  const auto run = run_import({{"all.zip", zip}, {"cut.zip", zip.substr(0, zip.size() / 2)}});
  EXPECT_THAT(run.report("all.zip/inner.zip").error, HasSubstr("archive in an archive"));
  EXPECT_THAT(run.report("all.zip/locked.vtt").error, HasSubstr("encrypted"));
  EXPECT_EQ(run.report("all.zip/broken.vtt").became, "refused");
  EXPECT_EQ(run.report("all.zip/up.vtt").became, "transcript");
  ASSERT_EQ(run.report("all.zip/up.vtt").diagnostics.size(), 1u);
  EXPECT_EQ(run.report("all.zip/up.vtt").diagnostics[0].code, "unsafe-name");
  EXPECT_EQ(run.report("cut.zip").became, "refused");
}

TEST(ImportArchive, ArchivesThatAreTooLargeTogetherAreRefused) {
  ImportOptions options;
  options.max_file_bytes = 1'000;
  const std::string zip =
      ZipWriter().add("a.vtt", vtt("one") + std::string(500, '\n'), {.deflated = false}).finish();
  const std::string other =
      ZipWriter().add("b.vtt", vtt("two") + std::string(500, '\n'), {.deflated = false}).finish();
  const auto run = run_import({{"a.zip", zip}, {"b.zip", other}}, options);
  EXPECT_EQ(run.report("a.zip").became, "archive");
  EXPECT_THAT(run.report("b.zip").error, HasSubstr("one after the other"));
}

TEST(ImportArchive, AHostThatStopsLeavesNothingUnsaid) {
  const std::string zip = ZipWriter().add("a.vtt", vtt("one")).finish();
  Importer importer(
      {{.path = "a.zip", .size_bytes = zip.size()}, {.path = "b.zip", .size_bytes = zip.size()}},
      {});
  importer.add(*importer.next_file(), as_bytes(zip));
  importer.finish();
  for (const FileReport& report : importer.reports())
    EXPECT_NE(report.became, "") << report.path;
  EXPECT_EQ(importer.reports()[1].became, "refused");
}

TEST(ImportFeed, EveryItemIsAnEpisode) {
  const std::string feed =
      "<rss><channel><title>Slow Machines</title><link>https://example.org</link>"
      "<item><title>One</title><description>About one thing</description></item>"
      "<item><title>Two</title></item></channel></rss>";
  const auto run = run_import({{"drop/feed.xml", feed}});
  EXPECT_THAT(run.episodes(), ElementsAre("Slow Machines/One: TN", "(Slow Machines/Two: T)"));
  EXPECT_EQ(run.report("drop/feed.xml").became, "feed");
}

TEST(ImportFeed, AListOfFeedsSaysWhatToDo) {
  const auto run = run_import(
      {{"subs.opml",
        "<opml><body><outline text=\"A\" xmlUrl=\"https://a.example\"/></body></opml>"}});
  EXPECT_TRUE(run.packs.empty());
  EXPECT_EQ(run.report("subs.opml").became, "opml");
  ASSERT_FALSE(run.report("subs.opml").diagnostics.empty());
  EXPECT_THAT(run.report("subs.opml").diagnostics[0].message, HasSubstr("A list of 1 feed."));
}

}  // namespace
}  // namespace earshot::import
