// The map of who says what to whom. There is one message: what it is about lies in the tray, where
// it is bounded, can be taken several at a time, and passes from thread to thread under one lock.
//
//   router  --Work-->  aggregate actor      a command for an idle aggregate, or the wish that it
//   retires journal --Work-->  aggregate actor      its turn is written and more has come, or
//   something of it was not written
#pragma once

#include <caf/allowed_unsafe_message_type.hpp>

namespace proffer::runtime {

// There is something in your tray.
struct Work {};

}  // namespace proffer::runtime

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(proffer::runtime::Work)
