// The languages that texts can be translated into.
#pragma once

#include <string_view>

namespace proffer::domain {

// "French" for FRA; empty: no such code. Codes are the three letters of Windows' language names
// (LOCALE_SABBREVLANGNAME), as Siebel uses them; compared exactly.
std::string_view language_name(std::string_view code);

// FRC for the BCP 47 tag `fr-CA`, FRA for `fr` and for a region without a code of its own; empty:
// none of these languages.
std::string_view language_of_tag(std::string_view tag);

}  // namespace proffer::domain
