#include "actors/domain/account/respond.hpp"

#include "actors/domain/catalogue/catalogue.hpp"

#include <utility>

namespace proffer::domain {

Decision<AccountEvent> respond(const Account::State& state, const ResponseReceived& response,
                               const Context& context) {
  if (state.id.value.empty()) {
    return tl::unexpected(Problems{
        {"ACCOUNT_NOT_FOUND",
         "There is no account '" + response.account.value + "'; define it before it responds.",
         {},
         {},
         {},
         "accountId"}});
  }
  (void)context;
  return std::vector<AccountEvent>{};
}

}  // namespace proffer::domain
