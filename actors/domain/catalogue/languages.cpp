#include "actors/domain/catalogue/languages.hpp"

#include <algorithm>
#include <array>

namespace proffer::domain {
namespace {

struct Language {
  std::string_view code;
  std::string_view name;
};
constexpr std::array<Language, 45> languages = {{
    {"ARA", "Arabic"},
    {"BGR", "Bulgarian"},
    {"CAT", "Catalan"},
    {"CHS", "Chinese (Simplified)"},
    {"CHT", "Chinese (Traditional)"},
    {"CSY", "Czech"},
    {"DAN", "Danish"},
    {"DEA", "German (Austria)"},
    {"DES", "German (Switzerland)"},
    {"DEU", "German"},
    {"ELL", "Greek"},
    {"ENA", "English (Australia)"},
    {"ENC", "English (Canada)"},
    {"ENG", "English (United Kingdom)"},
    {"ENU", "English (United States)"},
    {"ESM", "Spanish (Mexico)"},
    {"ESN", "Spanish"},
    {"ESP", "Spanish (Traditional)"},
    {"ETI", "Estonian"},
    {"FIN", "Finnish"},
    {"FRA", "French"},
    {"FRB", "French (Belgium)"},
    {"FRC", "French (Canada)"},
    {"FRS", "French (Switzerland)"},
    {"HEB", "Hebrew"},
    {"HRV", "Croatian"},
    {"HUN", "Hungarian"},
    {"IND", "Indonesian"},
    {"ITA", "Italian"},
    {"ITS", "Italian (Switzerland)"},
    {"JPN", "Japanese"},
    {"KOR", "Korean"},
    {"LTH", "Lithuanian"},
    {"LVI", "Latvian"},
    {"NLB", "Dutch (Belgium)"},
    {"NLD", "Dutch"},
    {"NOR", "Norwegian"},
    {"PLK", "Polish"},
    {"PTB", "Portuguese (Brazil)"},
    {"PTG", "Portuguese"},
    {"ROM", "Romanian"},
    {"RUS", "Russian"},
    {"SVE", "Swedish"},
    {"THA", "Thai"},
    {"TRK", "Turkish"},
}};

}  // namespace

std::string_view language_name(std::string_view code) {
  const auto found = std::find_if(languages.begin(), languages.end(),
                                  [&](const Language& language) { return language.code == code; });
  return found == languages.end() ? std::string_view{} : found->name;
}

}  // namespace proffer::domain
