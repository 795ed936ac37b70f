#include "actors/domain/catalogue/languages.hpp"

#include "actors/domain/catalogue/catalogue.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace proffer::domain {
namespace {

struct Language {
  std::string_view code;
  std::string_view name;
  std::string_view tag;  // BCP 47; empty: none that is its own
};
constexpr std::array<Language, 45> languages = {{
    {"ARA", "Arabic", "ar"},
    {"BGR", "Bulgarian", "bg"},
    {"CAT", "Catalan", "ca"},
    {"CHS", "Chinese (Simplified)", "zh"},
    {"CHT", "Chinese (Traditional)", "zh-TW"},
    {"CSY", "Czech", "cs"},
    {"DAN", "Danish", "da"},
    {"DEA", "German (Austria)", "de-AT"},
    {"DES", "German (Switzerland)", "de-CH"},
    {"DEU", "German", "de"},
    {"ELL", "Greek", "el"},
    {"ENA", "English (Australia)", "en-AU"},
    {"ENC", "English (Canada)", "en-CA"},
    {"ENG", "English (United Kingdom)", "en-GB"},
    {"ENU", "English (United States)", "en"},
    {"ESM", "Spanish (Mexico)", "es-MX"},
    {"ESN", "Spanish", "es"},
    {"ESP", "Spanish (Traditional)", ""},
    {"ETI", "Estonian", "et"},
    {"FIN", "Finnish", "fi"},
    {"FRA", "French", "fr"},
    {"FRB", "French (Belgium)", "fr-BE"},
    {"FRC", "French (Canada)", "fr-CA"},
    {"FRS", "French (Switzerland)", "fr-CH"},
    {"HEB", "Hebrew", "he"},
    {"HRV", "Croatian", "hr"},
    {"HUN", "Hungarian", "hu"},
    {"IND", "Indonesian", "id"},
    {"ITA", "Italian", "it"},
    {"ITS", "Italian (Switzerland)", "it-CH"},
    {"JPN", "Japanese", "ja"},
    {"KOR", "Korean", "ko"},
    {"LTH", "Lithuanian", "lt"},
    {"LVI", "Latvian", "lv"},
    {"NLB", "Dutch (Belgium)", "nl-BE"},
    {"NLD", "Dutch", "nl"},
    {"NOR", "Norwegian", "nb"},
    {"PLK", "Polish", "pl"},
    {"PTB", "Portuguese (Brazil)", "pt-BR"},
    {"PTG", "Portuguese", "pt"},
    {"ROM", "Romanian", "ro"},
    {"RUS", "Russian", "ru"},
    {"SVE", "Swedish", "sv"},
    {"THA", "Thai", "th"},
    {"TRK", "Turkish", "tr"},
}};

std::string_view code_of(std::string_view tag) {
  const std::string wanted = folded(tag);
  const auto found = std::ranges::find_if(
      languages, [&](const Language& language) { return folded(language.tag) == wanted; });
  return found == languages.end() || tag.empty() ? std::string_view{} : found->code;
}

}  // namespace

std::string_view language_name(std::string_view code) {
  const auto found = std::find_if(languages.begin(), languages.end(),
                                  [&](const Language& language) { return language.code == code; });
  return found == languages.end() ? std::string_view{} : found->name;
}

std::string_view language_of_tag(std::string_view tag) {
  const std::string_view exactly = code_of(tag);
  return exactly.empty() ? code_of(tag.substr(0, tag.find('-'))) : exactly;
}

}  // namespace proffer::domain
