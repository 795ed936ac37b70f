#include "actors/domain/decider.hpp"

#include <string>

namespace proffer::domain {

Problem decision_fault(std::string_view mistake) {
  Problem problem;
  problem.code = "DECISION_FAULT";
  problem.text = "The program made a mistake deciding this command and has changed nothing: " +
                 std::string(mistake) +
                 ". The log keeps a command that was to be carried out; report this, and send it "
                 "again to a program version without the mistake.";
  return problem;
}

}  // namespace proffer::domain
