// A client that sends exactly the bytes it is told to. Every wait ends after a deadline, loudly.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace proffer::edge {

class Wire {
 public:
  explicit Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ =
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Wire() { ::close(socket_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  bool connected() const { return connected_; }

  // Sends as much as the other side takes; it may have closed.
  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void finish_sending() const { ::shutdown(socket_, SHUT_WR); }

  // What has come, up to and with `end`; what follows stays for the next call. Everything there
  // was, when the other side closes or nothing comes for ten seconds.
  std::string receive_until(std::string_view end) {
    for (;;) {
      if (const auto at = received_.find(end); at != std::string::npos) {
        return take(at + end.size());
      }
      if (!receive_more()) return take(received_.size());
    }
  }
  std::string receive_exactly(std::size_t bytes) {
    while (received_.size() < bytes && receive_more()) continue;
    return take(std::min(bytes, received_.size()));
  }
  std::string receive_all() {
    while (receive_more()) continue;
    return take(received_.size());
  }
  // Whether the other side closed, as opposed to being silent.
  bool closed() {
    while (receive_more()) continue;
    return closed_;
  }

 private:
  std::string take(std::size_t bytes) {
    std::string taken = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return taken;
  }
  bool receive_more() {
    constexpr int deadline_ms = 10'000;
    pollfd waiting{socket_, POLLIN, 0};
    if (closed_ || ::poll(&waiting, 1, deadline_ms) <= 0) return false;
    char bytes[65536];
    const auto got = ::recv(socket_, bytes, sizeof bytes, 0);
    closed_ = got <= 0;
    if (!closed_) received_.append(bytes, static_cast<std::size_t>(got));
    return !closed_;
  }

  int socket_;
  bool connected_ = false;
  bool closed_ = false;
  std::string received_;
};

}  // namespace proffer::edge
