#include "actors/edge/queries/explanation.hpp"

#include "actors/runtime/aggregate.hpp"
#include "events/codec/codec.hpp"
#include "events/event.hpp"
#include "events/transport/spelling.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace proffer::edge {
namespace {

Place place_of(const RecordedEvent& recorded) {
  return {recorded.stream,       recorded.version,  recorded.shard,
          recorded.position,     recorded.recorded, recorded.command.correlation,
          recorded.command.actor};
}

// Folds events into the explanation.
class Gathering {
 public:
  explicit Gathering(Explanation& explanation) : explanation_(explanation) {}

  void apply(const RecordedEvent& recorded, const Event& event) {
    std::visit([&](const auto& e) { on(place_of(recorded), e); }, event);
  }

 private:
  void on(const Place&, const AccountDefined& e) { explanation_.language = e.profile.language; }
  void on(const Place&, const DocumentCreated& e) {
    explanation_.account = e.account;
    explanation_.document = e.document;
  }
  void on(const Place& place, const LineAdded& e) {
    explanation_.lines.push_back({e.line, e.line.because, place, {}, false});
  }
  void on(const Place& place, const LineChanged& e) {
    if (LineHistory* history = find(e.line.id)) {
      history->changes.push_back({place, e.line.action, e.line.because});
      history->line = e.line;
    }
  }
  void on(const Place& place, const LineRemoved& e) {
    if (LineHistory* history = find(e.line)) {
      history->changes.push_back({place, LineAction::unknown, e.because});
      history->taken_back = true;
    }
  }
  void on(const Place& place, const OfferResponseLogged& e) {
    if (!e.skipped.empty()) {
      explanation_.answers.push_back({place, e.response, e.document, e.skipped, {}});
    }
  }
  void on(const Place& place, const OffersApplied& e) {
    ResponseReceived together;
    together.channel = e.channel;
    AccountAnswer answer{place, std::move(together), e.document, {}, {}};
    for (const SkippedAction& skipped : e.skipped) {
      if (!known(place, skipped)) answer.skipped.push_back(skipped);
    }
    if (!answer.skipped.empty()) explanation_.answers.push_back(std::move(answer));
  }
  void on(const Place& place, const OfferApplicationFailed& e) {
    explanation_.answers.push_back({place, e.response, {}, {}, e.problems});
  }
  template <class Other>
  void on(const Place&, const Other&) {}

  LineHistory* find(const LineId& id) {
    const auto found =
        std::find_if(explanation_.lines.begin(), explanation_.lines.end(),
                     [&](const LineHistory& history) { return history.line.id == id; });
    return found == explanation_.lines.end() ? nullptr : &*found;
  }
  // Whether one of the responses that were given together with this one has told of it.
  bool known(const Place& place, const SkippedAction& skipped) const {
    return std::any_of(
        explanation_.answers.begin(), explanation_.answers.end(), [&](const AccountAnswer& answer) {
          return answer.place.at == place.at && answer.place.correlation == place.correlation &&
                 std::find(answer.skipped.begin(), answer.skipped.end(), skipped) !=
                     answer.skipped.end();
        });
  }

  Explanation& explanation_;
};

store::Result<void> gather(const store::Log& log, const StreamId& stream,
                           const std::optional<Moment>& as_of, Gathering& gathering) {
  const auto events = log.read_stream(stream, 1);
  if (!events) return tl::unexpected(events.error());
  for (const RecordedEvent& recorded : *events) {
    if (as_of && !as_of->includes(recorded)) break;
    const auto event = codec::decode<Event>(recorded.type, recorded.schema, recorded.payload);
    if (!event) return tl::unexpected(runtime::unreadable(recorded, event.error()));
    gathering.apply(recorded, *event);
  }
  return {};
}

std::string told(const Because& because) {
  std::string text = "action " + in_quotes(because.action_name) + " (" +
                     std::string(transport::name_of(because.type)) + "/" +
                     std::string(transport::name_of(because.code)) + ") of offer " +
                     in_quotes(because.offer.value) + ", response " + in_quotes(because.response);
  if (!because.rule.empty()) text += ": " + because.rule;
  return text;
}

bool names(const OfferAction& action, const ProductId& product) {
  return action.component == product || action.upgrade_product == product ||
         (action.component.value.empty() && action.base == product) ||
         std::any_of(action.domain.begin(), action.domain.end(),
                     [&](const DomainValue& value) { return value.value == product.value; });
}

// The action as it is defined today; nullptr: it is gone.
const OfferAction* action_of(const domain::Catalogue& catalogue, const OfferId& offer,
                             const ActionId& action) {
  const auto* released = catalogue.offer(offer);
  if (released == nullptr) return nullptr;
  for (const OfferResponse& response : released->offer.responses) {
    for (const OfferAction& candidate : response.actions) {
      if (candidate.id == action) return &candidate;
    }
  }
  return nullptr;
}

bool concerns(const SkippedAction& skipped, const ProductId& product,
              const domain::Catalogue& catalogue) {
  const Because& because = skipped.because;
  if (std::any_of(because.inputs.begin(), because.inputs.end(),
                  [&](const NamedValue& input) { return input.value == product.value; })) {
    return true;
  }
  const OfferAction* action = action_of(catalogue, because.offer, because.action);
  return action != nullptr && names(*action, product);
}

bool concerns(const ResponseReceived& rejected, const ProductId& product,
              const domain::Catalogue& catalogue) {
  const auto* released = catalogue.offer(rejected.offer);
  if (released == nullptr) return false;
  const std::string given = domain::folded(rejected.response);
  for (const OfferResponse& response : released->offer.responses) {
    if (!given.empty() && domain::folded(response.response) != given) continue;
    for (const OfferAction& action : response.actions) {
      if (names(action, product)) return true;
    }
  }
  return false;
}

}  // namespace

store::Result<Explanation> explain(const store::Log& log, const StreamId& document,
                                   const std::optional<Moment>& as_of) {
  Explanation explanation;
  Gathering gathering(explanation);
  if (auto done = gather(log, document, as_of, gathering); !done) {
    return tl::unexpected(done.error());
  }
  if (explanation.account.value.empty()) return explanation;
  const StreamId account{Category::account, explanation.account.value};
  if (auto done = gather(log, account, as_of, gathering); !done) {
    return tl::unexpected(done.error());
  }
  return explanation;
}

Missing explain_missing(const Explanation& explanation, std::string_view product,
                        const domain::Catalogue& catalogue) {
  const Product* defined = catalogue.product({std::string(product)});
  if (defined == nullptr) defined = catalogue.product_named(product);
  const ProductId id = defined == nullptr ? ProductId{std::string(product)} : defined->id;
  Missing missing;
  const auto say = [&](std::string_view verdict, std::string sentence) {
    if (missing.verdict.empty()) missing.verdict = verdict;
    missing.sentences.push_back(std::move(sentence));
  };
  // What is there comes before what is not.
  for (const bool live : {true, false}) {
    for (const LineHistory& history : explanation.lines) {
      const Line& line = history.line;
      const bool is_live = !history.taken_back && line.action != LineAction::delete_;
      if (line.product != id || is_live != live) continue;
      if (live) {
        say("present", "It is there: line " + line.sequence + ", by " + told(history.reason) + ".");
      } else if (history.taken_back) {
        say("taken_back", "Line " + line.sequence + " added it and was taken back by " +
                              told(history.changes.back().because) + ".");
      } else {
        say("deleted", "Line " + line.sequence + " takes it away, by " + told(line.because) + ".");
      }
    }
  }
  for (const AccountAnswer& answer : explanation.answers) {
    for (const SkippedAction& skipped : answer.skipped) {
      if (!concerns(skipped, id, catalogue)) continue;
      say("skipped", "It was skipped (" + skipped.reason + ") by " + told(skipped.because) + ".");
    }
    if (answer.problems.empty() || !concerns(answer.response, id, catalogue)) continue;
    say("rejected", "Response " + in_quotes(answer.response.response) + " to offer " +
                        in_quotes(answer.response.offer.value) +
                        " was rejected: " + answer.problems.front().text);
  }
  if (missing.sentences.empty()) {
    say("never_asked", "No response of account " + in_quotes(explanation.account.value) +
                           " has come to an action that names it.");
  }
  return missing;
}

}  // namespace proffer::edge
