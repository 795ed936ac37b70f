// A command of any aggregate.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/domain/catalogue/product_catalogue.hpp"
#include "actors/domain/product_offer/product_offer.hpp"
#include "actors/domain/project/project.hpp"
#include "actors/domain/request/questions.hpp"
#include "actors/domain/shard/shard.hpp"
#include "actors/domain/workflow/instance.hpp"

#include <type_traits>
#include <utility>
#include <variant>

namespace proffer::runtime {

namespace detail {
using AnyCommand = std::variant<domain::Account::Command, domain::ProductOfferDecider::Command,
                                domain::ProductCatalogue::Command, domain::Shard::Command,
                                domain::WorkflowInstance::Command, domain::ProjectDecider::Command,
                                domain::Questions::Command>;
}  // namespace detail

// One of them, visited like the variant it is; its copies and moves are out of line, as those of
// `Event` are.
class Command : public detail::AnyCommand {
 public:
  using Alternatives = detail::AnyCommand;

  Command() noexcept;
  Command(const Command& other);
  Command(Command&& other) noexcept;
  Command& operator=(const Command& other);
  Command& operator=(Command&& other) noexcept;
  ~Command();

  template <class C>
  requires(!std::is_base_of_v<Command, std::remove_cvref_t<C>> &&
           std::is_constructible_v<Alternatives, C>) Command(C&& command)
  noexcept : Alternatives(std::forward<C>(command)) {}
};

}  // namespace proffer::runtime
