// Roles of persons: from the title, office or party beside a name, and the same for every mention of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/person_role.h"

#include <gtest/gtest.h>

#include <string>

#include "libmask/text/scan.h"
#include "tests/libmask/find/marked.h"
#include "tests/libmask/text/samples.h"

namespace mask::test {
namespace {

// The roles of the persons found, in order: o(fficial), e(lected), - none.
std::string roles_in(std::string_view text) {
  const Finder finder(lexicon());
  const std::string padded = test::padded(text);
  Folded folded;
  EXPECT_FALSE(fold(test::inside(padded), folded));
  Finder::Workspace work;
  Findings findings;
  finder.find(folded, work, findings);
  std::string out;
  for (const Finding& finding : findings.list) {
    if (finding.type == Type::person && finding.score >= 500)
      out += finding.role == Role::official ? 'o' : finding.role == Role::elected ? 'e' : '-';
  }
  return out;
}

TEST(PersonRole, IsToldByWhatStandsBesideTheName) {
  EXPECT_EQ(roles_in("Vid mötet deltog handläggare Anna Bergström."), "o");
  EXPECT_EQ(roles_in("Vid mötet deltog Anna Bergström."), "-");
  EXPECT_EQ(roles_in("Barnavårdshandläggare:  Anna Bergström"), "o");
  EXPECT_EQ(roles_in("Med venlig hilsen\nLene Vestergaard\nSocialrådgiver"), "o");
  EXPECT_EQ(roles_in("Yrkande av Anna Bergström (S) om avslag."), "e");
  EXPECT_EQ(roles_in("Åtgärder enligt Anna Bergström (SOU) saknas."), "-");
  EXPECT_EQ(roles_in("Borgmester Lene Vestergaard åbnede mødet."), "e");
  EXPECT_EQ(roles_in("Han gick till sin läkare. Anna Bergström var hemma."), "-");
}

TEST(PersonRole, IsToldByLabelsUnitsAndTheLineBelow) {
  EXPECT_EQ(roles_in("Förd av: Anna Bergström"), "o");
  EXPECT_EQ(roles_in("Noteret af Lene Vestergaard"), "o");
  EXPECT_EQ(roles_in("Anmäld av: Anna Bergström"), "-");
  EXPECT_EQ(roles_in("E-signerat av Anna Bergström"), "-");
  EXPECT_EQ(roles_in("Sagsbehandlere: Trine Vestergaard, Jens Nielsen"), "oo");
  EXPECT_EQ(roles_in("Klagande: Trine Vestergaard, Jens Nielsen"), "--");
  EXPECT_EQ(roles_in("Er referens: Anna Bergström, överförmyndarenheten"), "o");
  EXPECT_EQ(roles_in("10.40 Anna Bergström på regionen ringer tillbaka"), "o");
  EXPECT_EQ(roles_in("Ulrika Bergström          Jens Nielsen\navdelningschef            bygglovshandläggare"), "oo");
  EXPECT_EQ(roles_in("Komplettera med kontoutdrag. /Anna Bergström"), "o");
  EXPECT_EQ(roles_in("Socialsekr. Anna Bergström ringde."), "o");
  EXPECT_EQ(roles_in("Kim Nielsen, koordinator SFO"), "o");
}

TEST(PersonRole, OfAListOfStaffIsThatOfTheOffice) {
  EXPECT_EQ(roles_in("Närvarande: Anette, Ulrika, Shirin\n\nMötet öppnas."), "ooo");
  EXPECT_EQ(roles_in("Närvarande: Anette (mor), Ulrika, Shirin\n\nMötet öppnas."), "---");
  EXPECT_EQ(roles_in("Närvarande: Anette\n\nMötet öppnas."), "-");
}

TEST(PersonRole, IsNotThatOfFirmsAndFriends) {
  EXPECT_EQ(roles_in("Enligt tandläkare Anna Bergström behövs en krona."), "-");
  EXPECT_EQ(roles_in("Referenser\nAnna Bergström, enhetschef, 040-681 20 33"), "-");
  EXPECT_EQ(roles_in("Kontakta Anna Bergström, kurator, Lindens Vård AB"), "-");
  EXPECT_EQ(roles_in("Kontaktperson: Anna Bergström"), "-");
}

TEST(PersonRole, IsTheSameForEveryMention) {
  EXPECT_EQ(roles_in("Anna Bergström ringde. Handläggare Anna Bergström svarar i maj.\nSenare skrev Bergström igen."), "ooo");
  EXPECT_EQ(roles_in("Handläggare Anna Bergström ringde Lars Bergström.\nSenare skrev Bergström igen."), "o--");
}

}  // namespace
}  // namespace mask::test
