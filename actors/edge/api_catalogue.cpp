// PUT and GET of definitions: products, product lines, offers, accounts.
#include "actors/domain/product_offer/validate_catalogue.hpp"
#include "actors/edge/listing.hpp"
#include "events/transport/catalogue_json.hpp"
#include "events/transport/json_shape.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <variant>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::Account;
using domain::Catalogue;
using domain::ProductCatalogue;
using domain::ProductOfferDecider;
using CataloguePtr = std::shared_ptr<const Catalogue>;

enum class Existed { no, yes };

std::string_view result_of(bool defined, Existed existed) {
  if (!defined) return "unchanged";
  return existed == Existed::yes ? "changed" : "created";
}

json::object item(std::string_view kind, const std::string& id, std::string_view result) {
  return {{"kind", kind}, {"id", id}, {"result", result}};
}

template <class T>
bool any(const std::vector<Event>& events, auto matches) {
  return std::any_of(events.begin(), events.end(), [&](const Event& event) {
    const auto* found = std::get_if<T>(&event);
    return found != nullptr && matches(*found);
  });
}

// What the events say about each definition of the command.
void add_items(json::array& items, const ProductCatalogue::DefineProducts& command,
               const std::vector<Event>& events, const Catalogue& before) {
  for (const auto& line : command.lines) {
    const bool defined = any<ProductLineDefined>(
        events, [&](const ProductLineDefined& event) { return event.line.id == line.id; });
    const auto existed = before.line(line.id) != nullptr ? Existed::yes : Existed::no;
    items.push_back(item("productLine", line.id.value, result_of(defined, existed)));
  }
  for (const auto& product : command.products) {
    const bool defined = any<ProductDefined>(
        events, [&](const ProductDefined& event) { return event.product.id == product.id; });
    const auto existed = before.product(product.id) != nullptr ? Existed::yes : Existed::no;
    items.push_back(item("product", product.id.value, result_of(defined, existed)));
  }
}

void add_items(json::array& items, const ProductOfferDecider::DefineOffer& command,
               const std::vector<Event>& events, const Catalogue& before) {
  const auto& id = command.offer.id;
  const auto* present = before.offer(id);
  std::uint32_t release = present == nullptr ? 0 : present->release;
  const auto existed = release == 0 ? Existed::no : Existed::yes;
  for (const auto& event : events) {
    if (const auto* defined = std::get_if<ProductOfferDefined>(&event)) release = defined->release;
  }
  auto entry = item("offer", id.value, result_of(!events.empty(), existed));
  entry["release"] = release;
  items.push_back(std::move(entry));
}

template <class E>
std::vector<Event> widened(const std::vector<E>& events) {
  std::vector<Event> all;
  for (const auto& event : events) {
    std::visit([&](const auto& value) { all.emplace_back(value); }, event);
  }
  return all;
}

ProductCatalogue::State state_of(const Catalogue& catalogue,
                                 const ProductCatalogue::DefineProducts& command) {
  ProductCatalogue::State state;
  for (const auto* product : catalogue.products()) state.products.push_back(*product);
  for (const auto& line : command.lines) {
    if (const auto* present = catalogue.line(line.id)) state.lines.push_back(*present);
  }
  const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  std::sort(state.lines.begin(), state.lines.end(), by_id);
  return state;
}

// A catalogue document as the commands that carry it out, in order: products and lines, then each
// offer.
struct CatalogueCommands {
  ProductCatalogue::DefineProducts products;
  std::vector<ProductOfferDecider::DefineOffer> offers;
};

// The same decisions as in earnest, with nothing recorded.
void dry_run(const Shared& shared, const Exchange& exchange, const CatalogueCommands& commands,
             const CataloguePtr& present) {
  json::array items;
  const auto& products = commands.products;
  domain::Context context{shared.parts.now(), present};
  const auto defined = ProductCatalogue::decide(state_of(*present, products), products, context);
  if (!defined) return exchange.problem(422, defined.error());
  const auto events = widened(*defined);
  add_items(items, products, events, *present);
  auto catalogue = std::make_shared<const Catalogue>(present->with(events, present->position()));
  for (const auto& command : commands.offers) {
    context.catalogue = catalogue;
    ProductOfferDecider::State state;
    if (const auto* definition = catalogue->definition(command.offer.id)) state = *definition;
    const auto decided = ProductOfferDecider::decide(state, command, context);
    if (!decided) return exchange.problem(422, decided.error());
    const auto released = widened(*decided);
    add_items(items, command, released, *catalogue);
    catalogue = std::make_shared<const Catalogue>(catalogue->with(released, catalogue->position()));
  }
  exchange.answer(200, {{"dryRun", true}, {"items", std::move(items)}});
}

// Carries the commands out one after another, each once decisions see what the one before it
// defined.
class Applying : public std::enable_shared_from_this<Applying> {
 public:
  Applying(const Shared& shared, ExchangePtr exchange, CatalogueCommands commands)
      : shared_(shared), exchange_(std::move(exchange)), commands_(std::move(commands)) {}

  void start() {
    if (commands_.products.products.empty() && commands_.products.lines.empty())
      return next_offer();
    submit({Category::catalogue, "main"}, ProductCatalogue::Command{commands_.products},
           [self = shared_from_this()](const runtime::Reply& reply, const CataloguePtr& before) {
             add_items(self->items_, self->commands_.products, reply.events, *before);
           });
  }

 private:
  using Note = std::function<void(const runtime::Reply&, const CataloguePtr& before)>;

  void next_offer() {
    if (offers_done_ == commands_.offers.size()) return finish();
    const auto& offer = commands_.offers[offers_done_++];
    submit({Category::product_offer, offer.offer.id.value}, ProductOfferDecider::Command{offer},
           [self = shared_from_this(), &offer](const runtime::Reply& reply,
                                               const CataloguePtr& before) {
             add_items(self->items_, offer, reply.events, *before);
           });
  }

  template <class Command>
  void submit(StreamId to, Command command, Note note) {
    runtime::Request request;
    request.to = std::move(to);
    request.command = std::move(command);
    request.header = command_header(shared_, *exchange_, "http");
    shared_.parts.gate.submit(
        std::move(request), [self = shared_from_this(), note = std::move(note),
                             before = shared_.parts.gate.catalogue()](runtime::Reply reply) {
          // Not on the runtime's thread: what follows is not short.
          self->shared_.parts.after(0, [self, note, before, reply = std::move(reply)] {
            self->decided(reply, note, before);
          });
        });
  }

  void decided(const runtime::Reply& reply, const Note& note, const CataloguePtr& before) {
    if (reply.kind != runtime::Reply::Kind::done) {
      return answer_without_outcome(*exchange_, reply);
    }
    note(reply, before);
    end_ = std::max(end_, reply.end);
    const auto seen = [self = shared_from_this(), end = reply.events.empty() ? 0 : reply.end] {
      return self->shared_.parts.gate.catalogue()->position() >= end;
    };
    when(shared_, seen, shared_.options.catalogue_ms_max,
         [self = shared_from_this()](bool in_time) {
           if (in_time) return self->next_offer();
           self->exchange_->try_later(
               "CATALOGUE_NOT_SEEN",
               "The first definitions are recorded but not in force yet; send "
               "the same again.",
               self->shared_.options.catalogue_ms_max);
         });
  }

  void finish() {
    exchange_->answer(200, {{"items", std::move(items_)}},
                      {{"Proffer-Position", position_text(reference_shard, end_)}});
  }

  const Shared& shared_;
  ExchangePtr exchange_;
  CatalogueCommands commands_;
  std::size_t offers_done_ = 0;
  json::array items_;
  Position end_ = 0;
};

int status_of_mistake(const Problems& problems) {
  return problems.front().code.starts_with("JSON_") ? 400 : 422;
}

bool is_dry_run(const Exchange& exchange) {
  const auto value = exchange.request.parameter("dryRun");
  return value && *value != "false";
}

}  // namespace

void put_catalogue(Shared& shared, const ExchangePtr& exchange) {
  auto document = transport::read_catalogue(exchange->request.body, {});
  if (!document) return exchange->problem(status_of_mistake(document.error()), document.error());
  if (!document->accounts.empty()) {
    return exchange->problem(
        422, Problems{mistake("ACCOUNTS_NOT_HERE", "Send each account to /v1/accounts/{id}.",
                              "/accounts")});
  }
  const auto present = shared.parts.gate.catalogue();
  const auto problems =
      domain::validate_catalogue(*present, document->products, document->lines, document->offers);
  if (!problems.empty()) return exchange->problem(422, problems);
  CatalogueCommands commands{{std::move(document->products), std::move(document->lines)}, {}};
  for (auto& offer : document->offers) commands.offers.push_back({std::move(offer)});
  if (is_dry_run(*exchange)) return dry_run(shared, *exchange, commands, present);
  std::make_shared<Applying>(shared, exchange, std::move(commands))->start();
}

void put_account(Shared& shared, const ExchangePtr& exchange) {
  auto account = transport::read_account(exchange->request.body, {});
  if (!account) return exchange->problem(status_of_mistake(account.error()), account.error());
  if (account->id.value != exchange->id) {
    return exchange->problem(
        422, Problems{mistake("ACCOUNT_ID_DIFFERS",
                              "The id is not that of the path, '" + exchange->id + "'.", "/id")});
  }
  const auto row = shared.parts.accounts.get(account->id);
  if (!row) return exchange->problem(500, "STORE_FAILED", row.error().detail);
  const auto existed = *row ? Existed::yes : Existed::no;
  Account::DefineAccount command{std::move(account->id), std::move(account->profile),
                                 std::move(account->assets)};
  if (is_dry_run(*exchange)) {
    Account::State state;
    if (*row) {
      state.id = (*row)->id;
      state.profile = (*row)->profile;
      state.assets = (*row)->assets;
    }
    const auto decided =
        Account::decide(state, command, {shared.parts.now(), shared.parts.gate.catalogue()});
    if (!decided) return exchange->problem(422, decided.error());
    return exchange->answer(
        200, {{"dryRun", true},
              {"items",
               json::array{item("account", exchange->id, result_of(!decided->empty(), existed))}}});
  }
  runtime::Request request;
  request.to = {Category::account, exchange->id};
  request.command = Account::Command{std::move(command)};
  request.header = command_header(shared, *exchange, "http");
  shared.parts.gate.submit(std::move(request), [exchange, existed](const runtime::Reply& reply) {
    if (reply.kind != runtime::Reply::Kind::done) return answer_without_outcome(*exchange, reply);
    const auto result = result_of(!reply.events.empty(), existed);
    exchange->answer(result == "created" ? 201 : 200,
                     {{"items", json::array{item("account", exchange->id, result)}}},
                     {{"Proffer-Position", position_text(reply.shard, reply.end)},
                      {"Location", "/v1/accounts/" + percent_encoded(exchange->id)}});
  });
}

namespace {

json::object shape(const domain::ReleasedOffer& offer) {
  auto body = transport::json_of(offer.offer);
  body["release"] = offer.release;
  return body;
}
json::object shape(const Product& product) { return transport::json_of(product); }

const std::string& id_of(const Product& product) { return product.id.value; }

// `all` is sorted by id.
template <class T>
void answer_definitions(const Shared& shared, const Exchange& exchange, std::string_view path,
                        const std::vector<const T*>& all) {
  const auto page = page_of(shared, exchange);
  if (!page) return exchange.problem(400, Problems{page.error()});
  const auto first =
      std::upper_bound(all.begin(), all.end(), page->after,
                       [](const std::string& after, const T* it) { return after < id_of(*it); });
  const auto left = static_cast<std::size_t>(all.end() - first);
  const auto count = std::min(page->limit, left);
  json::array items;
  for (std::size_t i = 0; i < count; ++i)
    items.push_back(shape(*first[static_cast<std::ptrdiff_t>(i)]));
  const bool more = count < left;
  answer_list(exchange, path, *page, std::move(items),
              more ? id_of(**(first + static_cast<std::ptrdiff_t>(count) - 1)) : std::string{});
}

}  // namespace

void get_products(Shared& shared, const ExchangePtr& exchange) {
  at_position(shared, exchange, "catalogue", [&shared, exchange] {
    const auto catalogue = shared.parts.gate.catalogue();
    answer_definitions(shared, *exchange, "/v1/products", catalogue->products());
  });
}

void get_offer(Shared& shared, const ExchangePtr& exchange) {
  at_position(shared, exchange, "catalogue", [&shared, exchange] {
    const auto catalogue = shared.parts.gate.catalogue();
    const auto* offer = catalogue->offer(OfferId{exchange->id});
    if (offer == nullptr) {
      return exchange->problem(404, "OFFER_NOT_FOUND",
                               "There is no offer '" + exchange->id + "'; check the id.");
    }
    const std::string tag = '"' + std::to_string(offer->release) + '"';
    if (names_tag(exchange->request.header("If-None-Match"), tag)) {
      return exchange->answer({.status = 304, .headers = {{"ETag", tag}}});
    }
    exchange->answer(200, shape(*offer), {{"ETag", tag}});
  });
}

}  // namespace proffer::edge
