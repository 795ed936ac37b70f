// POST of commands on offers and on the catalogue, and definitions as their authors see them.
#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/edge/definitions/command_json.hpp"
#include "actors/edge/definitions/definition_json.hpp"
#include "actors/edge/definitions/definition_routes.hpp"
#include "actors/edge/queries/catalogue_at.hpp"
#include "actors/runtime/request_hash.hpp"
#include "events/transport/catalogue_json.hpp"
#include "events/transport/json_shape.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::OfferDefinition;

constexpr std::size_t request_key_bytes_max = 256;

int status_of_definition(const Problems& problems) {
  const std::string& code = problems.front().code;
  if (code == "OFFER_NOT_FOUND" || code == "COMMAND_UNKNOWN") return 404;
  if (code == "OFFER_CHANGED") return 412;
  if (code == "OFFER_LOCKED" || code == "OFFER_NOT_LOCKED" || code == "OFFER_EXISTS" ||
      code == "VARIABLE_MAP_LOCKED" || code == "VARIABLE_MAP_NOT_LOCKED") {
    return 409;
  }
  return status_of_mistake(problems);
}

std::string tag_of(const OfferDefinition& definition) {
  return '"' + std::to_string(definition.events) + '"';
}

// The events that the caller has read, from If-Match; 0: not said. Nothing: it is no such thing.
std::optional<std::uint64_t> expected_of(const Exchange& exchange) {
  auto given = exchange.request.header("If-Match");
  if (given.empty() || given == "*") return 0;
  if (given.size() < 3 || given.front() != '"' || given.back() != '"') return std::nullopt;
  return whole_number(given.substr(1, given.size() - 2));
}

// Hands the command over, and calls `then` once it is done and decisions see what it did.
void submit(Shared& shared, const ExchangePtr& exchange, runtime::Request request,
            std::function<void(const runtime::Reply&)> then) {
  request.header = command_header(shared, *exchange, caller_of(*exchange));
  if (const auto key = exchange->request.header("Idempotency-Key"); !key.empty()) {
    if (key.size() > request_key_bytes_max) {
      return exchange->problem(400, "IDEMPOTENCY_KEY_INVALID",
                               "The Idempotency-Key has more than 256 bytes; give a shorter one.");
    }
    request.header.request_key = "key:" + std::string(key);
    request.header.request_hash =
        runtime::request_hash(exchange->request.path + exchange->request.body);
  }
  shared.parts.gate.submit(
      std::move(request), [&shared, exchange, then = std::move(then)](const runtime::Reply& reply) {
        if (!reply.problems.empty())
          return exchange->problem(status_of_definition(reply.problems), reply.problems);
        if (!reply.carried_out()) return answer_without_outcome(*exchange, reply);
        const auto seen = [&shared, end = reply.events.empty() ? 0 : reply.end] {
          return shared.parts.gate.catalogue()->position() >= end;
        };
        when(shared, seen, shared.options.catalogue_ms_max, [exchange, then, reply](bool in_time) {
          if (in_time) return then(reply);
          exchange->try_later("CATALOGUE_NOT_SEEN",
                              "The command is recorded but not in force yet; read the definition.",
                              1'000);
        });
      });
}

void answer_definition(Shared& shared, const Exchange& exchange, const OfferId& id,
                       const runtime::Reply& reply, int status) {
  const auto catalogue = shared.parts.gate.catalogue();
  const auto* definition = catalogue->definition(id);
  if (definition == nullptr) return answer_without_outcome(exchange, reply);
  json::object body{{"id", id.value},
                    {"result", reply.events.empty() ? "unchanged" : "changed"},
                    {"version", definition->events},
                    {"offer", definition_json(*definition, shared.parts.now())}};
  const auto warnings = domain::warnings_of(definition->work);
  if (!warnings.empty()) body["warnings"] = transport::json_of(warnings);
  std::vector<HttpHeader> headers = {{"ETag", tag_of(*definition)},
                                     {"Proffer-Position", position_text(reply.shard, reply.end)}};
  if (status == 201) {
    body["result"] = "created";
    headers.push_back({"Location", "/v1/offers/" + percent_encoded(id.value) + "/definition"});
  }
  exchange.answer(status, body, std::move(headers));
}

}  // namespace

void post_offer(Shared& shared, const ExchangePtr& exchange) {
  auto command =
      read_new_offer(exchange->request.body, caller_of(*exchange), organization_of(*exchange));
  if (!command) return exchange->problem(status_of_definition(command.error()), command.error());
  if (command->offer.value.empty()) command->offer.value = shared.parts.new_id();
  const OfferId id = command->offer;
  runtime::Request request;
  request.to = {Category::product_offer, id.value};
  request.command = domain::ProductOfferCommand{*std::move(command)};
  submit(shared, exchange, std::move(request), [&shared, exchange, id](const auto& reply) {
    answer_definition(shared, *exchange, id, reply, 201);
  });
}

void post_offer_command(Shared& shared, const ExchangePtr& exchange) {
  const OfferId id{exchange->id};
  const auto catalogue = shared.parts.gate.catalogue();
  const auto* present = catalogue->definition(id);
  if (present == nullptr || !sees(*exchange, present->work)) {
    return answer_no_offer(*exchange, id.value);
  }
  const auto expected = expected_of(*exchange);
  if (!expected) {
    return exchange->problem(400, "IF_MATCH_INVALID",
                             "If-Match is not an ETag of this offer's definition; read it again.");
  }
  domain::Editor editor{caller_of(*exchange), *expected};
  // What an edit leaves out is taken from what was read here, so nothing may come between.
  if (exchange->part.starts_with("edit-") && editor.expected == 0) {
    editor.expected = present->events;
  }
  auto command = read_offer_command(exchange->part, exchange->request.body, editor, *present);
  if (!command) return exchange->problem(status_of_definition(command.error()), command.error());
  runtime::Request request;
  request.to = {Category::product_offer, id.value};
  request.command = *std::move(command);
  submit(shared, exchange, std::move(request), [&shared, exchange, id](const auto& reply) {
    answer_definition(shared, *exchange, id, reply, 200);
  });
}

void post_catalogue_command(Shared& shared, const ExchangePtr& exchange) {
  auto command = read_catalogue_command(exchange->id, exchange->request.body, caller_of(*exchange));
  if (!command) return exchange->problem(status_of_definition(command.error()), command.error());
  runtime::Request request;
  request.to = {Category::catalogue, "main"};
  request.command = *std::move(command);
  submit(shared, exchange, std::move(request), [exchange](const runtime::Reply& reply) {
    exchange->answer(200, {{"result", reply.events.empty() ? "unchanged" : "changed"}},
                     {{"Proffer-Position", position_text(reply.shard, reply.end)}});
  });
}

void get_definition(Shared& shared, const ExchangePtr& exchange) {
  with_catalogue(shared, exchange, [exchange](const CatalogueAt& then) {
    const auto* definition = then.catalogue->definition(OfferId{exchange->id});
    if (definition == nullptr || !sees(*exchange, definition->work)) {
      return answer_no_offer(*exchange, exchange->id);
    }
    auto headers = then.headers;
    headers.push_back({"ETag", tag_of(*definition)});
    exchange->answer(200, definition_json(*definition, then.at), std::move(headers));
  });
}

void get_catalogue(Shared& shared, const ExchangePtr& exchange) {
  with_catalogue(shared, exchange, [exchange](const CatalogueAt& then) {
    transport::CatalogueDocument document;
    static_cast<Definitions&>(document) = domain::defined_in(*then.catalogue);
    for (const auto* offer : then.catalogue->offers()) {
      // What was never released would be, if the document were applied again.
      if (offer->versions.empty() || !sees(*exchange, offer->offer)) continue;
      document.offers.push_back(offer->offer);
    }
    auto body = transport::json_of(document);
    body.erase("accounts");
    exchange->answer(200, body, then.headers);
  });
}

}  // namespace proffer::edge
