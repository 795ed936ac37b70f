#include "actors/domain/catalogue/catalogue.hpp"

#include "actors/domain/catalogue/shared_map.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {

struct Catalogue::Content {
  SharedMap<Product> products;
  SharedMap<Product> product_names;
  SharedMap<ProductLine> lines;
  SharedMap<ReleasedOffer> offers;
  SharedMap<ReleasedOffer> offer_names;

  void apply(const ProductDefined& e) {
    if (const Product* old = products.find(e.product.id.value)) forget(*old);
    auto product = std::make_shared<const Product>(e.product);
    product_names.put(folded(product->name), product);
    products.put(product->id.value, product);
  }
  void apply(const ProductLineDefined& e) {
    lines.put(e.line.id.value, std::make_shared<const ProductLine>(e.line));
  }
  void apply(const ProductOfferDefined& e) {
    if (const ReleasedOffer* old = offers.find(e.offer.id.value)) forget(*old);
    auto offer = std::make_shared<const ReleasedOffer>(ReleasedOffer{e.release, e.offer});
    offer_names.put(folded(offer->offer.name), offer);
    offers.put(offer->offer.id.value, offer);
  }
  template <class Other>
  void apply(const Other&) {}  // of another category

 private:
  // A name that has gone to another owner stays with that one.
  void forget(const Product& old) {
    const std::string name = folded(old.name);
    const Product* owner = product_names.find(name);
    if (owner != nullptr && owner->id == old.id) product_names.erase(name);
  }
  void forget(const ReleasedOffer& old) {
    const std::string name = folded(old.offer.name);
    const ReleasedOffer* owner = offer_names.find(name);
    if (owner != nullptr && owner->offer.id == old.offer.id) offer_names.erase(name);
  }
};

Catalogue::Catalogue() : content_(std::make_shared<const Content>()) {}

const Product* Catalogue::product(const ProductId& id) const {
  return content_->products.find(id.value);
}
const Product* Catalogue::product_named(std::string_view name) const {
  return content_->product_names.find(folded(name));
}
const ProductLine* Catalogue::line(const ProductLineId& id) const {
  return content_->lines.find(id.value);
}
const ReleasedOffer* Catalogue::offer(const OfferId& id) const {
  return content_->offers.find(id.value);
}
const ReleasedOffer* Catalogue::offer_named(std::string_view name) const {
  return content_->offer_names.find(folded(name));
}

std::vector<const Product*> Catalogue::products() const {
  std::vector<const Product*> all;
  content_->products.each([&](const Product& product) { all.push_back(&product); });
  std::sort(all.begin(), all.end(), [](auto* a, auto* b) { return a->id < b->id; });
  return all;
}
std::vector<const ReleasedOffer*> Catalogue::offers() const {
  std::vector<const ReleasedOffer*> all;
  content_->offers.each([&](const ReleasedOffer& offer) { all.push_back(&offer); });
  std::sort(all.begin(), all.end(), [](auto* a, auto* b) { return a->offer.id < b->offer.id; });
  return all;
}

Catalogue Catalogue::with(std::span<const Event> events, Position position) const {
  auto content = std::make_shared<Content>(*content_);
  for (const Event& event : events) {
    std::visit([&](const auto& e) { content->apply(e); }, event);
  }
  Catalogue next;
  next.content_ = std::move(content);
  next.position_ = position;
  return next;
}

std::string folded(std::string_view name) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = name.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  std::string text(name.substr(first, name.find_last_not_of(blanks) - first + 1));
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace proffer::domain
