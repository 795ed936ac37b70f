// given(events).when(command).then(events): a decision as a sentence.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/decider.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proffer::domain {

inline constexpr Instant noon{1'767'268'800'000};

inline Context context_of(const Catalogue& catalogue) {
  return {noon, std::make_shared<const Catalogue>(catalogue), {}};
}

template <class D>
typename D::State fold(typename D::State state, const std::vector<typename D::Event>& events) {
  for (const auto& event : events) D::evolve(state, event);
  return state;
}

inline std::vector<std::string> codes_of(const std::vector<Problem>& problems) {
  std::vector<std::string> codes;
  for (const Problem& problem : problems) codes.push_back(problem.code);
  return codes;
}

template <class D>
class When {
 public:
  When(typename D::State state, typename D::Command command, Context context)
      : state_(std::move(state)),
        command_(std::move(command)),
        context_(std::move(context)),
        decision_(D::decide(state_, command_, context_)) {}

  // These events, and none when the command is sent again.
  void then(const std::vector<typename D::Event>& events) {
    then_each_time(events);
    const auto again = D::decide(fold<D>(state_, events), command_, context_);
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(again->empty()) << "sent again, the command means something new";
  }
  // For the rare command that means it anew.
  void then_each_time(const std::vector<typename D::Event>& events) {
    ASSERT_TRUE(decision_.has_value())
        << decision_.error().front().code << ": " << decision_.error().front().text;
    EXPECT_TRUE(*decision_ == events) << decision_->size() << " events";
  }
  // All problems, by code.
  void then_rejected(const std::vector<std::string>& codes) {
    ASSERT_FALSE(decision_.has_value()) << decision_->size() << " events instead";
    EXPECT_THAT(codes_of(decision_.error()), testing::UnorderedElementsAreArray(codes));
  }
  void then_rejected(std::string_view code) { then_rejected(std::vector{std::string(code)}); }

 private:
  typename D::State state_;
  typename D::Command command_;
  Context context_;
  Decision<typename D::Event> decision_;
};

template <class D>
class Given {
 public:
  explicit Given(const std::vector<typename D::Event>& events) : state_(fold<D>({}, events)) {}
  Given& in(const Catalogue& catalogue) {
    context_ = context_of(catalogue);
    return *this;
  }
  Given& within(Limits limits) {
    context_.limits = limits;
    return *this;
  }
  When<D> when(typename D::Command command) { return {state_, std::move(command), context_}; }

 private:
  typename D::State state_;
  Context context_ = context_of(Catalogue{});
};

template <class D, class... Events>
Given<D> given(Events... events) {
  return Given<D>(std::vector<typename D::Event>{std::move(events)...});
}

}  // namespace proffer::domain
