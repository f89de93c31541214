// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/quality/letters.h"

#include <array>
#include <cstdio>

namespace paper {
namespace {

// {n} a name, {g} a street, {d} a date, {t} a telephone number, {k} an amount, {a} a case number, {p} a personal number (with a wrong check
// digit, or a day that no one is born on).
constexpr auto swedish = std::to_array<const char*>({
    "Nämnden har tagit emot din ansökan om bygglov för fastigheten vid {g} den {d}.",
    "Handläggare är {n}, som du når på telefon {t} vardagar mellan nio och tolv.",
    "Beslutet kan överklagas till förvaltningsrätten inom tre veckor från den dag du fick del av det.",
    "Om handlingarna inte kommer in i tid kan ärendet avgöras på det underlag som finns.",
    "Avgiften är {k} kronor och ska betalas senast den {d}.",
    "Ange alltid diarienummer {a} när du skriver till oss.",
    "Personnummer {p} har kontrollerats mot befolkningsregistret utan anmärkning.",
    "Färdtjänst beviljas för resor till och från arbetet under högst ett år i taget.",
    "Vid besöket visade {n} upp kvitton för möbler, kläder och en vinterjacka.",
    "Grannarna har fått tillfälle att yttra sig men ingen av dem har hört av sig.",
    "Skolskjutsen ändras från och med höstterminen eftersom bron över ån är avstängd.",
    "Kommunen ersätter inte skador som uppstår när snö rasar från taket.",
    "Den som är missnöjd med äldreboendets mat kan vända sig till enhetschefen.",
    "Förskolan Blåklockan håller öppet mellan klockan sex och halv sju på kvällen.",
    "Efter samråd med länsstyrelsen föreslås att området undantas från planläggning.",
    "Enligt utredningen bör träden på kyrkogården fällas innan de blåser omkull.",
    "{n} har godkänt protokollet och lämnat det för justering på {g}.",
    "Bidraget om {k} kronor betalas ut i två delar, den första i mars.",
    "Ärende {a} överlämnas till socialförvaltningen för fortsatt handläggning.",
    "Vatten och avlopp stängs av under måndagen mellan åtta och femton.",
});
constexpr auto danish = std::to_array<const char*>({
    "Kommunen har modtaget din ansøgning om byggetilladelse til ejendommen på {g} den {d}.",
    "Sagsbehandler er {n}, som kan træffes på telefon {t} på hverdage mellem ni og tolv.",
    "Afgørelsen kan påklages til Ankestyrelsen inden fire uger, efter at du har fået den.",
    "Hvis bilagene ikke kommer frem i tide, kan sagen afgøres på det foreliggende grundlag.",
    "Gebyret er {k} kroner og skal betales senest den {d}.",
    "Oplys altid journalnummer {a}, når du skriver til os.",
    "CPR-nummer {p} er slået op i folkeregistret uden bemærkninger.",
    "Kørsel bevilges til rejser til og fra arbejdet i højst et år ad gangen.",
    "Ved mødet fremviste {n} kvitteringer for møbler, tøj og en vinterjakke.",
    "Naboerne har haft lejlighed til at udtale sig, men ingen af dem har svaret.",
    "Skolebussen kører ad en anden rute fra august, fordi broen over åen er spærret.",
    "Kommunen erstatter ikke skader, som opstår, når sneen skrider ned fra taget.",
    "Den, der er utilfreds med plejehjemmets mad, kan henvende sig til forstanderen.",
    "Børnehaven Blåklokken holder åbent fra klokken seks til halv syv om aftenen.",
    "Efter drøftelse med regionen foreslås det, at området udgår af lokalplanen.",
    "Ifølge undersøgelsen bør træerne på kirkegården fældes, før de vælter.",
    "{n} har godkendt referatet og afleveret det til underskrift på {g}.",
    "Tilskuddet på {k} kroner udbetales i to rater, den første i marts.",
    "Sag {a} oversendes til socialforvaltningen til videre behandling.",
    "Vandet lukkes mandag mellem otte og femten på grund af arbejde på ledningen.",
});
constexpr auto swedish_first =
    std::to_array<const char*>({"Åsa", "Göran", "Märta", "Ulla", "Björn", "Elsa", "Henrik", "Sigrid", "Tomas", "Yvonne"});
constexpr auto swedish_last =
    std::to_array<const char*>({"Hägglund", "Sjögren", "Ekström", "Lindvall", "Wåhlberg", "Norén", "Öhman", "Falk"});
constexpr auto danish_first =
    std::to_array<const char*>({"Søren", "Mette", "Åge", "Kirsten", "Bjarne", "Lærke", "Ulrik", "Tove", "Jørgen", "Inge"});
constexpr auto danish_last = std::to_array<const char*>({"Kjær", "Bødker", "Nørgaard", "Lauridsen", "Ravn", "Skov", "Østergaard", "Holst"});
constexpr auto swedish_streets = std::to_array<const char*>({"Ängsvägen", "Storgatan", "Björkstigen", "Kvarnbacken", "Sjötorpsgatan"});
constexpr auto danish_streets = std::to_array<const char*>({"Møllevej", "Østergade", "Kærvænget", "Skolebakken", "Åboulevarden"});

template <typename... Parts>
std::string written(const char* form, Parts... parts) {
  char out[80];
  std::snprintf(out, sizeof out, form, parts...);
  return out;
}

class Writer {
 public:
  Writer(bool is_danish, Chance& chance) : is_danish_(is_danish), chance_(chance) {}

  std::string name() {
    return std::string(is_danish_ ? chance_.of(danish_first) : chance_.of(swedish_first)) + ' ' +
           (is_danish_ ? chance_.of(danish_last) : chance_.of(swedish_last));
  }
  std::string telephone() {
    return is_danish_ ? written("%02u %02u %02u %02u", 20 + chance_.below(80), chance_.below(100), chance_.below(100), chance_.below(100))
                      : written("070-174 06 %02u", 5 + chance_.below(95));
  }
  std::string amount() {
    return is_danish_ ? written("%u.%03u,%02u", 1 + chance_.below(90), chance_.below(1000), chance_.below(100))
                      : written("%u %03u", 1 + chance_.below(90), chance_.below(1000));
  }
  std::string case_number() {
    return is_danish_ ? written("%u/%06u", 2012 + chance_.below(12), chance_.below(1000000))
                      : written("KS-%u-%06u", 2012 + chance_.below(12), chance_.below(1000000));
  }
  std::string date() {
    return written(is_danish_ ? "%02u-%02u-%u" : "%02u/%02u %u", 1 + chance_.below(28), 1 + chance_.below(12), 2012 + chance_.below(12));
  }
  std::string personal_number() {
    // Days of 62 to 88 are nobody's in Denmark; in Sweden the check digit is one too high.
    if (is_danish_)
      return written("%02u%02u%02u-%04u", 62 + chance_.below(26), 1 + chance_.below(12), chance_.below(100), chance_.below(10000));
    std::string digits = written("%02u%02u%02u%03u", chance_.below(100), 1 + chance_.below(12), 1 + chance_.below(28), chance_.below(1000));
    unsigned sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const unsigned value = static_cast<unsigned>(digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
      sum += value > 9 ? value - 9 : value;
    }
    digits += static_cast<char>('0' + (11 - sum % 10) % 10);
    return digits.insert(6, 1, '-');
  }
  std::string sentence() {
    std::string out;
    for (const char* at = is_danish_ ? chance_.of(danish) : chance_.of(swedish); *at != '\0'; ++at) {
      if (*at != '{') {
        out += *at;
        continue;
      }
      switch (*++at) {
        case 'n': out += name(); break;
        case 'g':
          out += std::string(is_danish_ ? chance_.of(danish_streets) : chance_.of(swedish_streets)) + ' ' +
                 std::to_string(1 + chance_.below(90));
          break;
        case 'd': out += date(); break;
        case 't': out += telephone(); break;
        case 'k': out += amount(); break;
        case 'a': out += case_number(); break;
        default: out += personal_number();
      }
      ++at;
    }
    return out;
  }

 private:
  bool is_danish_;
  Chance& chance_;
};

}  // namespace

const std::vector<std::string>& print_fonts() {
  static const std::vector<std::string> fonts = [] {
    std::vector<std::string> out;
    for (const char* path : {"liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSans-Regular.ttf", "dejavu/DejaVuSans.ttf",
                             "dejavu/DejaVuSerif.ttf", "crosextra/Carlito-Regular.ttf"}) {
      const std::string whole = std::string("/usr/share/fonts/truetype/") + path;
      if (Font(whole).is_there()) out.push_back(whole);
    }
    return out;
  }();
  return fonts;
}

std::string print_letter(Sheet& sheet, const Letter& letter, Chance& chance, float* bottom) {
  const Font font(letter.font);
  Writer writer(letter.is_danish, chance);
  const float size = letter.points * sheet.dpi / 72;
  const float step = size * 1.35F;
  const float left = sheet.mm(23);
  const float right = static_cast<float>(sheet.print.width) - sheet.mm(20);
  const float end = static_cast<float>(sheet.print.height) - sheet.mm(60);
  std::string text;
  float y = sheet.mm(28);
  const auto line = [&](const std::string& words, float x, float scale) {
    font.draw(&sheet.print, words, x, y, size * scale);
    text += words + '\n';
    y += step * scale;
  };
  line(letter.is_danish ? "Teknik- og Miljøforvaltningen" : "Miljö- och byggnadsförvaltningen", left, 1.4F);
  line((letter.is_danish ? "Journalnr. " : "Dnr ") + writer.case_number(), left, 1);
  line((letter.is_danish ? "Dato " : "Datum ") + writer.date(), left, 1);
  y += step;

  const float gap = sheet.mm(9);
  const float column = letter.has_columns ? (right - left - gap) / 2 : right - left;
  const float top = y;
  float deepest = y;
  for (int c = 0; c < (letter.has_columns ? 2 : 1); ++c) {
    y = top;
    const float x = left + static_cast<float>(c) * (column + gap);
    for (int p = 0; p < letter.paragraphs && y + 4 * step < end; ++p) {
      std::string paragraph;
      for (std::uint32_t s = 0, count = 2 + chance.below(3); s < count; ++s) {
        if (s > 0) paragraph += ' ';
        paragraph += writer.sentence();
      }
      std::string row;
      for (std::size_t at = 0; at <= paragraph.size();) {
        const std::size_t next = std::min(paragraph.find(' ', at), paragraph.size());
        const std::string word = paragraph.substr(at, next - at);
        const std::string longer = row.empty() ? word : row + ' ' + word;
        if (!row.empty() && font.draw(nullptr, longer, 0, 0, size) > column) {
          line(row, x, 1);
          row = word;
        } else {
          row = longer;
        }
        at = next + 1;
      }
      line(row, x, 1);
      y += step * 0.5F;
    }
    deepest = std::max(deepest, y);
  }
  y = deepest + step;

  if (letter.has_table) {
    const float width = (right - left) / 4;
    const auto row = [&](const std::array<std::string, 4>& cells) {
      for (std::size_t i = 0; i < 4; ++i) {
        font.draw(&sheet.print, cells[i], left + static_cast<float>(i) * width, y, size);
        text += cells[i] + (i == 3 ? "\n" : " ");
      }
      y += step;
    };
    if (letter.is_danish) {
      row({"Navn", "CPR-nummer", "Telefon", "Beløb"});
    } else {
      row({"Namn", "Personnummer", "Telefon", "Belopp"});
    }
    for (int i = 0; i < 4; ++i) row({writer.name(), writer.personal_number(), writer.telephone(), writer.amount() + " kr"});
  }
  if (bottom != nullptr) *bottom = y;
  return text;
}

}  // namespace paper
