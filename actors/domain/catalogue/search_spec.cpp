#include "actors/domain/catalogue/search_spec.hpp"

#include <optional>

namespace proffer::domain {
namespace {

// Takes one token after another off the front of the text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) { skip_blanks(); }

  bool done() const { return at_ == text_.size(); }
  std::size_t place() const { return at_ + 1; }

  bool take(std::string_view token) {
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    skip_blanks();
    return true;
  }
  // What stands between the two characters; nothing when the text does not start with `open`, or
  // `close` is missing.
  std::optional<std::string> between(char open, char close) {
    if (done() || text_[at_] != open) return std::nullopt;
    const std::size_t end = text_.find(close, at_ + 1);
    if (end == std::string_view::npos) return std::nullopt;
    std::string inner(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    skip_blanks();
    return inner;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<SearchTerm> term_of(Scanner& scanner) {
  SearchTerm term;
  auto field = scanner.between('[', ']');
  if (!field || field->empty() || !scanner.take("=")) return std::nullopt;
  term.field = *std::move(field);
  if (auto other = scanner.between('[', ']'); other && !other->empty()) {
    term.against = SearchTerm::Against::field;
    term.other = *std::move(other);
  } else if (auto value = scanner.between('"', '"')) {
    term.other = *std::move(value);
  } else {
    return std::nullopt;
  }
  return term;
}

}  // namespace

tl::expected<std::vector<SearchTerm>, std::string> parse_search_spec(std::string_view text) {
  std::vector<SearchTerm> terms;
  Scanner scanner(text);
  while (!scanner.done()) {
    const std::size_t place = scanner.place();
    if (!terms.empty() && !scanner.take("AND ") && !scanner.take("and ")) {
      return tl::unexpected("AND is expected at character " + std::to_string(place));
    }
    auto term = term_of(scanner);
    if (!term) {
      return tl::unexpected("[Field]=[Field] or [Field]=\"value\" is expected at character " +
                            std::to_string(place));
    }
    terms.push_back(*std::move(term));
  }
  return terms;
}

}  // namespace proffer::domain
