// PUT and GET of definitions: products, product lines, offers, accounts.
#include "actors/domain/catalogue/translated.hpp"
#include "actors/domain/product_offer/validate_catalogue.hpp"
#include "actors/edge/definitions/described.hpp"
#include "actors/edge/language.hpp"
#include "actors/edge/listing.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/queries/catalogue_at.hpp"
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

constexpr std::string_view created = "created";

std::string_view result_of(bool existed, bool defined) {
  if (!defined) return "unchanged";
  return existed ? "changed" : created;
}

json::array account_items(const Exchange& exchange, std::string_view result) {
  return {json::object{{"kind", "account"}, {"id", exchange.id}, {"result", result}}};
}

template <class E>
std::vector<Event> widened(const std::vector<E>& events) {
  std::vector<Event> all;
  for (const auto& event : events) {
    std::visit([&](const auto& value) { all.emplace_back(value); }, event);
  }
  return all;
}

// A catalogue document as the commands that carry it out, in order: all but offers, then each
// offer.
struct CatalogueCommands {
  domain::DefineCatalogue catalogue;
  std::vector<ProductOfferDecider::DefineOffer> offers;
  Problems broken;  // what it makes of other offers
};

json::object answer_of(const CatalogueCommands& commands, json::array items) {
  json::object body{{"items", std::move(items)}};
  if (!commands.broken.empty()) body["warnings"] = transport::json_of(commands.broken);
  return body;
}

// The same decisions as in earnest, with nothing recorded; says what would change field by field.
void dry_run(const Shared& shared, const Exchange& exchange, const CatalogueCommands& commands,
             const CataloguePtr& present) {
  domain::Context context{shared.parts.now(), present};
  const auto defined = domain::decide<ProductCatalogue>({*present}, commands.catalogue, context);
  if (!defined) return exchange.problem(422, defined.error());
  auto items = described(commands.catalogue.definitions, *present);
  auto catalogue =
      std::make_shared<const Catalogue>(present->with(widened(*defined), present->position()));
  for (const auto& command : commands.offers) {
    context.catalogue = catalogue;
    ProductOfferDecider::State state;
    if (const auto* definition = catalogue->definition(command.offer.id)) state = *definition;
    const auto decided = domain::decide<ProductOfferDecider>(state, command, context);
    if (!decided) return exchange.problem(422, decided.error());
    items.emplace_back(described(command.offer, *catalogue));
    catalogue = std::make_shared<const Catalogue>(
        catalogue->with(widened(*decided), catalogue->position()));
  }
  auto body = answer_of(commands, std::move(items));
  body["dryRun"] = true;
  exchange.answer(200, body);
}

// What defining the account would come to.
void dry_run(const Shared& shared, const ExchangePtr& exchange, Account::DefineAccount command) {
  const AccountId account = command.account;
  with_state(
      shared, exchange, account,
      [exchange, command = std::move(command)](const Account::State& state,
                                               const CatalogueAt& definitions) {
        const auto decided =
            domain::decide<Account>(state, command, {definitions.at, definitions.catalogue});
        if (!decided) return exchange->problem(422, decided.error());
        const auto result = result_of(Account::exists(state), !decided->empty());
        exchange->answer(200, {{"dryRun", true}, {"items", account_items(*exchange, result)}});
      });
}

// Carries the commands out one after another, each once decisions see what the one before it
// defined.
class Applying : public std::enable_shared_from_this<Applying> {
 public:
  Applying(const Shared& shared, ExchangePtr exchange, CatalogueCommands commands)
      : shared_(shared), exchange_(std::move(exchange)), commands_(std::move(commands)) {}

  void start() {
    if (commands_.catalogue.definitions.empty()) return next_offer();
    submit({Category::catalogue, "main"}, ProductCatalogue::Command{commands_.catalogue},
           [self = shared_from_this()](const CataloguePtr& before) {
             self->items_ = described(self->commands_.catalogue.definitions, *before);
           });
  }

 private:
  using Note = std::function<void(const CataloguePtr& before)>;

  void next_offer() {
    if (offers_done_ == commands_.offers.size()) return finish();
    const auto& offer = commands_.offers[offers_done_++];
    submit({Category::product_offer, offer.offer.id.value}, ProductOfferDecider::Command{offer},
           [self = shared_from_this(), &offer](const CataloguePtr& before) {
             self->items_.emplace_back(described(offer.offer, *before));
           });
  }

  template <class Command>
  void submit(StreamId to, Command command, Note note) {
    runtime::Request request;
    request.to = std::move(to);
    request.command = std::move(command);
    request.header = command_header(shared_, *exchange_, caller_of(*exchange_));
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
    note(before);
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
    exchange_->answer(200, answer_of(commands_, std::move(items_)),
                      {{"Proffer-Position", position_text(reference_shard, end_)}});
  }

  const Shared& shared_;
  ExchangePtr exchange_;
  CatalogueCommands commands_;
  std::size_t offers_done_ = 0;
  json::array items_;
  Position end_ = 0;
};

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
  const std::string organization = organization_of(*exchange);
  for (ProductOffer& offer : document->offers) {
    const bool is_new = present->definition(offer.id) == nullptr;
    if (is_new && offer.organizations.empty() && !organization.empty()) {
      offer.organizations = {organization};
    }
  }
  Definitions& definitions = *document;
  const auto problems = domain::validate_catalogue(*present, definitions, document->offers);
  if (!problems.empty()) return exchange->problem(422, problems);
  auto broken = domain::offers_broken_by(*present, definitions, document->offers);
  CatalogueCommands commands{{std::move(definitions)}, {}, std::move(broken)};
  for (auto& offer : document->offers) {
    commands.offers.push_back({std::move(offer), caller_of(*exchange)});
  }
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
  Account::DefineAccount command{std::move(account->id), std::move(account->profile),
                                 std::move(account->assets), account->prepaid_balance};
  if (is_dry_run(*exchange)) return dry_run(shared, exchange, std::move(command));
  runtime::Request request;
  request.to = {Category::account, exchange->id};
  request.command = Account::Command{std::move(command)};
  request.header = command_header(shared, *exchange, "http");
  shared.parts.gate.submit(std::move(request), [exchange](const runtime::Reply& reply) {
    if (reply.kind != runtime::Reply::Kind::done) return answer_without_outcome(*exchange, reply);
    const auto result = result_of(reply.existed, !reply.events.empty());
    exchange->answer(result == created ? 201 : 200, {{"items", account_items(*exchange, result)}},
                     {{"Proffer-Position", position_text(reply.shard, reply.end)},
                      {"Location", "/v1/accounts/" + percent_encoded(exchange->id)}});
  });
}

namespace {

json::object shape(const Product& product, std::string_view language) {
  auto body = transport::json_of(product);
  body["name"] = domain::text_in(language, product.translations, product.name);
  return body;
}

const std::string& id_of(const Product& product) { return product.id.value; }

// `all` is sorted by id.
template <class T>
void answer_definitions(const Shared& shared, const Exchange& exchange, std::string_view path,
                        const std::vector<const T*>& all, std::vector<HttpHeader> headers) {
  const auto page = page_of(shared, exchange);
  if (!page) return exchange.problem(400, Problems{page.error()});
  const auto first =
      std::upper_bound(all.begin(), all.end(), page->after,
                       [](const std::string& after, const T* it) { return after < id_of(*it); });
  const auto left = static_cast<std::size_t>(all.end() - first);
  const auto count = std::min(page->limit, left);
  const std::string language = asked_language(exchange.request);
  json::array items;
  for (std::size_t i = 0; i < count; ++i)
    items.push_back(shape(*first[static_cast<std::ptrdiff_t>(i)], language));
  const bool more = count < left;
  answer_list(exchange, path, *page, std::move(items),
              more ? id_of(**(first + static_cast<std::ptrdiff_t>(count) - 1)) : std::string{},
              std::move(headers));
}

}  // namespace

void get_products(Shared& shared, const ExchangePtr& exchange) {
  with_catalogue(shared, exchange, [&shared, exchange](const CatalogueAt& then) {
    answer_definitions(shared, *exchange, "/v1/products", then.catalogue->products(), then.headers);
  });
}

void get_offer(Shared& shared, const ExchangePtr& exchange) {
  with_catalogue(shared, exchange, [exchange](const CatalogueAt& then) {
    const auto* offer = then.catalogue->offer(OfferId{exchange->id});
    if (offer == nullptr || !sees(*exchange, offer->offer)) {
      return answer_no_offer(*exchange, exchange->id);
    }
    const std::string language = asked_language(exchange->request);
    const std::string tag = '"' + std::to_string(offer->release) +
                            (language.empty() ? "" : "-" + percent_encoded(language)) + '"';
    auto headers = then.headers;
    headers.push_back({"ETag", tag});
    if (names_tag(exchange->request.header("If-None-Match"), tag)) {
      return exchange->answer({.status = 304, .headers = std::move(headers)});
    }
    exchange->answer(200, shown_offer(*offer, language), std::move(headers));
  });
}

}  // namespace proffer::edge
