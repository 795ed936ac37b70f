// The server over real sockets: what a client sees, whatever it does.
#include "actors/edge/http_server.hpp"

#include "actors/edge/http_client.hpp"
#include "tests/edge/wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <thread>

namespace proffer::edge {
namespace {

using testing::AnyOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr int patience_ms = 10'000;

// Says back what it was asked. What is asked under /held waits until the test lets it go.
class Echo {
 public:
  explicit Echo(HttpOptions options = {}) : server_(std::move(options)) {
    const auto started = server_.start([this](HttpRequest request, Respond respond) {
      if (request.path == "/held") {
        const std::lock_guard lock(mutex_);
        held_.push_back(std::move(respond));
        arrived_.notify_all();
        return;
      }
      respond({.status = 200,
               .headers = {{"Content-Type", "text/plain"}},
               .body = request.method + " " + request.path + "?" + request.query + " " +
                       request.body + "\n",
               .stream = stream_});
    });
    EXPECT_TRUE(started) << started.error().detail;
  }
  void answer_with(std::shared_ptr<BodyStream> stream) { stream_ = std::move(stream); }

  HttpServer& server() { return server_; }
  std::uint16_t port() const { return server_.port(); }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port()) + path;
  }

  // The answer owed to the next held request, once it has arrived.
  Respond next_held() {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, std::chrono::milliseconds(patience_ms),
                           [this] { return !held_.empty(); })) {
      ADD_FAILURE() << "no request arrived";
      return [](const HttpResponse&) {};
    }
    auto respond = std::move(held_.front());
    held_.erase(held_.begin());
    return respond;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Respond> held_;
  std::shared_ptr<BodyStream> stream_;
  HttpServer server_;
};

HttpResponse text(std::string body) { return {.status = 200, .body = std::move(body)}; }

std::string get(const std::string& path, const std::string& more = "") {
  return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
}

TEST(HttpServer, ServesFurtherRequestsOnTheSameConnection) {
  Echo echo;
  Wire wire(echo.port());
  for (int i = 0; i < 3; ++i) {
    wire.send(get("/a?n=" + std::to_string(i)));
    const auto answer = wire.receive_until(" \n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("Connection: keep-alive\r\n"));
    EXPECT_THAT(answer, EndsWith("GET /a?n=" + std::to_string(i) + " \n"));
  }
}

TEST(HttpServer, AnswersPipelinedRequestsInTheirOrder) {
  Echo echo;
  Wire wire(echo.port());
  wire.send(get("/held") + get("/b") +
            "POST /c HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody" + get("/d"));
  echo.next_held()(text("held \n"));
  EXPECT_THAT(wire.receive_until(" \n"), EndsWith("held \n"));
  EXPECT_THAT(wire.receive_until(" \n"), EndsWith("GET /b? \n"));
  EXPECT_THAT(wire.receive_until("body\n"), EndsWith("POST /c? body\n"));
  EXPECT_THAT(wire.receive_until(" \n"), EndsWith("GET /d? \n"));
}

TEST(HttpServer, ClosesWhenTheClientAsksForIt) {
  Echo echo;
  Wire wire(echo.port());
  wire.send(get("/a", "Connection: close\r\n"));
  EXPECT_THAT(wire.receive_all(), HasSubstr("Connection: close\r\n"));
  EXPECT_TRUE(wire.closed());
}

TEST(HttpServer, ClosesAfterTheLastRequestThatAConnectionMayMake) {
  Echo echo(HttpOptions{.requests_max = 2});
  Wire wire(echo.port());
  wire.send(get("/1") + get("/2") + get("/3"));
  const auto answers = wire.receive_all();
  EXPECT_THAT(answers, HasSubstr("/2"));
  EXPECT_THAT(answers, Not(HasSubstr("/3")));
}

TEST(HttpServer, AnswersAHeadRequestWithTheLengthAndNoBody) {
  Echo echo;
  Wire wire(echo.port());
  wire.send("HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const auto answer = wire.receive_all();
  EXPECT_THAT(answer, HasSubstr("Content-Length: 9\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST(HttpServer, TellsTheTimeItWasGiven) {
  Echo echo(HttpOptions{.now = [] { return Instant{784111777000}; }});
  Wire wire(echo.port());
  wire.send(get("/a"));
  EXPECT_THAT(wire.receive_until(" \n"), HasSubstr("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
}

TEST(HttpServer, AsksForABodyThatTheClientHoldsBack) {
  Echo echo;
  Wire wire(echo.port());
  wire.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(wire.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  wire.send("ok");
  EXPECT_THAT(wire.receive_until("ok\n"), EndsWith("POST /a? ok\n"));
}

TEST(HttpServer, RefusesABodyThatIsTooLarge) {
  Echo echo(HttpOptions{.body_bytes_max = 1000});
  const auto answer = request("POST", echo.url("/a"), {}, std::string(1'000'000, 'x'), patience_ms);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 413);
  EXPECT_EQ(answer->header("content-type"), "application/problem+json");
  EXPECT_THAT(answer->body, HasSubstr("\"type\":\"/problems/body-too-large\""));

  Wire chunked(echo.port());
  chunked.send("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" +
               std::string(2000, 'x'));
  EXPECT_THAT(chunked.receive_all(), StartsWith("HTTP/1.1 413 "));
}

TEST(HttpServer, TakesABodyThatIsJustSmallEnough) {
  Echo echo(HttpOptions{.body_bytes_max = 1000});
  const auto answer = request("POST", echo.url("/a"), {}, std::string(1000, 'x'), patience_ms);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 200);
}

TEST(HttpServer, RefusesHeadersAndUrlsThatAreTooLong) {
  Echo echo(HttpOptions{.header_bytes_max = 1000, .url_bytes_max = 100});
  Wire headers(echo.port());
  headers.send(get("/a", "X: " + std::string(2000, 'x') + "\r\n"));
  EXPECT_THAT(headers.receive_all(), StartsWith("HTTP/1.1 431 "));
  Wire endless(echo.port());
  endless.send("GET /a HTTP/1.1\r\nX: " + std::string(5000, 'x'));
  EXPECT_THAT(endless.receive_all(), StartsWith("HTTP/1.1 431 "));
  Wire url(echo.port());
  url.send(get("/" + std::string(200, 'x')));
  EXPECT_THAT(url.receive_all(), StartsWith("HTTP/1.1 414 "));
}

TEST(HttpServer, AnswersWhatIsNotHttpWithA400) {
  Echo echo;
  for (const std::string garbage :
       {"\r\n\r\nhello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "\x16\x03\x01\x02 a TLS client hello\r\n\r\n"}) {
    Wire wire(echo.port());
    wire.send(garbage);
    wire.finish_sending();
    EXPECT_THAT(wire.receive_all(), StartsWith("HTTP/1.1 400 ")) << garbage;
  }
}

TEST(HttpServer, CutsOffAClientThatDripsItsHeaders) {
  Echo echo(HttpOptions{.header_ms_max = 50});
  Wire wire(echo.port());
  wire.send("GET /a HTTP/1.1\r\nX: ");
  EXPECT_TRUE(wire.closed());
}

TEST(HttpServer, CutsOffAClientThatDripsItsBody) {
  Echo echo(HttpOptions{.body_ms_max = 50});
  Wire wire(echo.port());
  wire.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_TRUE(wire.closed());
}

TEST(HttpServer, ClosesAConnectionThatIsIdle) {
  Echo echo(HttpOptions{.idle_ms_max = 50});
  Wire wire(echo.port());
  EXPECT_TRUE(wire.closed());
}

TEST(HttpServer, AnswersAHundredConnectionsAtOnce) {
  Echo echo;
  std::vector<std::unique_ptr<Wire>> wires;
  for (int i = 0; i < 100; ++i) {
    wires.push_back(std::make_unique<Wire>(echo.port()));
    wires.back()->send(get("/held"));
  }
  for (int i = 0; i < 100; ++i) echo.next_held()(text("done \n"));
  for (auto& wire : wires) EXPECT_THAT(wire->receive_until(" \n"), EndsWith("done \n"));
}

TEST(HttpServer, TellsAConnectionTooManyToComeLater) {
  Echo echo(HttpOptions{.connections_max = 2});
  Wire first(echo.port());
  Wire second(echo.port());
  first.send(get("/a"));
  second.send(get("/a"));
  EXPECT_THAT(first.receive_until(" \n"), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(second.receive_until(" \n"), StartsWith("HTTP/1.1 200 "));
  Wire third(echo.port());
  third.send(get("/a"));
  const auto refused = third.receive_all();
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(refused, HasSubstr("Retry-After: "));
  first.send(get("/b"));
  EXPECT_THAT(first.receive_until(" \n"), EndsWith("GET /b? \n"));
}

TEST(HttpServer, FinishesWhatIsInFlightWhenItStops) {
  Echo echo;
  Wire idle(echo.port());
  idle.send(get("/a"));
  idle.receive_until(" \n");
  Wire busy(echo.port());
  busy.send(get("/held"));
  const auto respond = echo.next_held();
  auto stopped = std::async(std::launch::async, [&] { echo.server().stop(); });
  EXPECT_TRUE(idle.closed());
  respond(text("done \n"));
  const auto answer = busy.receive_all();
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(answer, EndsWith("done \n"));
  ASSERT_EQ(stopped.wait_for(std::chrono::milliseconds(patience_ms)), std::future_status::ready);
  EXPECT_FALSE(Wire(echo.port()).connected());
}

TEST(HttpServer, DoesNotWaitForeverForAnAnswerWhenItStops) {
  Respond late;
  {
    Echo echo(HttpOptions{.stop_ms_max = 20});
    Wire wire(echo.port());
    wire.send(get("/held"));
    late = echo.next_held();
    echo.server().stop();
  }
  late(text("to nobody"));
}

TEST(HttpServer, RunsWhatIsToRunLater) {
  Echo echo;
  std::promise<void> ran;
  echo.server().after(1, [&] { ran.set_value(); });
  EXPECT_EQ(ran.get_future().wait_for(std::chrono::milliseconds(patience_ms)),
            std::future_status::ready);
}

TEST(HttpServer, SaysWhereItCannotListen) {
  Echo echo;
  HttpServer second(HttpOptions{.port = echo.port()});
  const auto started = second.start([](const HttpRequest&, const Respond&) {});
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().detail, HasSubstr("127.0.0.1:" + std::to_string(echo.port())));
}

// Gives what the test puts in; tells when nobody reads it any more.
class Chunks final : public BodyStream {
 public:
  explicit Chunks(std::promise<void>& gone) : gone_(gone) {}
  ~Chunks() override { gone_.set_value(); }
  void put(std::optional<std::string> chunk) {
    const std::lock_guard lock(mutex_);
    chunks_.push_back(std::move(chunk));
  }
  void repeat(std::string chunk) { endless_ = std::move(chunk); }
  std::optional<std::string> next() override {
    if (!endless_.empty()) return endless_;
    const std::lock_guard lock(mutex_);
    if (chunks_.empty()) return "";
    auto chunk = std::move(chunks_.front());
    chunks_.erase(chunks_.begin());
    return chunk;
  }
  std::string heartbeat() override { return "beat\n"; }

 private:
  std::promise<void>& gone_;
  std::mutex mutex_;
  std::vector<std::optional<std::string>> chunks_;
  std::string endless_;
};

TEST(HttpStream, GoesOnWhenItIsWokenAndEndsWhenItsBodyDoes) {
  std::promise<void> gone;
  Echo echo;
  auto chunks = std::make_shared<Chunks>(gone);
  echo.answer_with(chunks);
  chunks->put("one\n");
  chunks->put("two\n");
  Wire wire(echo.port());
  wire.send(get("/a"));
  const auto begin = wire.receive_until("two\n");
  EXPECT_THAT(begin, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(begin, Not(HasSubstr("Content-Length")));
  EXPECT_THAT(begin, EndsWith("\r\n\r\none\ntwo\n"));
  chunks->put("three\n");
  echo.server().wake_streams();
  EXPECT_EQ(wire.receive_until("three\n"), "three\n");
  chunks->put(std::nullopt);
  echo.server().wake_streams();
  EXPECT_TRUE(wire.closed());
}

TEST(HttpStream, KeepsASilentConnectionAlive) {
  std::promise<void> gone;
  Echo echo(HttpOptions{.heartbeat_ms = 5});
  echo.answer_with(std::make_shared<Chunks>(gone));
  Wire wire(echo.port());
  wire.send(get("/a"));
  wire.receive_until("\r\n\r\n");
  EXPECT_EQ(wire.receive_exactly(10), "beat\nbeat\n");
}

TEST(HttpStream, IsGivenUpWhenItsReaderHasGoneOrReadsNoMore) {
  for (const bool leaves : {true, false}) {
    std::promise<void> gone;
    Echo echo(HttpOptions{.write_ms_max = 50});
    auto chunks = std::make_shared<Chunks>(gone);
    if (!leaves) chunks->repeat(std::string(1 << 20, 'x'));
    echo.answer_with(std::move(chunks));
    auto wire = std::make_unique<Wire>(echo.port());
    wire->send(get("/a"));
    wire->receive_until("\r\n\r\n");
    echo.answer_with(nullptr);
    if (leaves) wire.reset();
    EXPECT_EQ(gone.get_future().wait_for(std::chrono::milliseconds(patience_ms)),
              std::future_status::ready);
  }
}

TEST(HttpStream, EndsWhenTheServerStops) {
  std::promise<void> gone;
  Echo echo;
  echo.answer_with(std::make_shared<Chunks>(gone));
  Wire wire(echo.port());
  wire.send(get("/a"));
  wire.receive_until("\r\n\r\n");
  echo.server().stop();
  EXPECT_TRUE(wire.closed());
}

RC_GTEST_PROP(HttpServer, SurvivesWhateverBytesCome, ()) {
  static Echo echo(HttpOptions{.header_ms_max = 1'000, .body_ms_max = 1'000});
  const auto begin = *rc::gen::element<std::string>(
      "", "GET ", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
      "POST / HTTP/1.1\r\nContent-Length: 10\r\n");
  Wire wire(echo.port());
  wire.send(begin + *rc::gen::arbitrary<std::string>() + "\r\n\r\n");
  wire.finish_sending();
  const auto answer = wire.receive_all();
  RC_ASSERT(wire.closed());
  RC_ASSERT(answer.empty() || answer.substr(0, 9) == "HTTP/1.1 ");
  const auto after = request("GET", echo.url("/still-here"), {}, "", patience_ms);
  RC_ASSERT(after.has_value());
  RC_ASSERT(after->body == "GET /still-here? \n");
}

TEST(HttpClient, TellsItsFailuresApart) {
  using Kind = ClientError::Kind;
  Echo echo(HttpOptions{.stop_ms_max = 20});
  for (const char* url : {"https://localhost/", "localhost:80", "http://", "http://:80/"}) {
    const auto answer = request("GET", url, {}, "", patience_ms);
    ASSERT_FALSE(answer) << url;
    EXPECT_EQ(answer.error().kind, Kind::bad_url) << url;
  }
  const auto unreachable = request("GET", "http://127.0.0.1:1/", {}, "", patience_ms);
  ASSERT_FALSE(unreachable);
  EXPECT_EQ(unreachable.error().kind, Kind::unreachable);
  EXPECT_THAT(unreachable.error().detail, HasSubstr("127.0.0.1:1"));
  const auto timeout = request("GET", echo.url("/held"), {}, "", 50);
  ASSERT_FALSE(timeout);
  EXPECT_EQ(timeout.error().kind, Kind::timeout);
}

TEST(HttpClient, SendsWhatItIsGiven) {
  Echo echo;
  const auto answer = request("PUT", echo.url("/a%20b?c=d"), {{"X", "y"}}, "body", patience_ms);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->body, "PUT /a%20b?c=d body\n");
  const auto rootless =
      request("GET", "http://localhost:" + std::to_string(echo.port()), {}, "", patience_ms);
  ASSERT_TRUE(rootless) << rootless.error().detail;
  EXPECT_EQ(rootless->body, "GET /? \n");
}

TEST(PercentEncoding, IsUndoneByDecoding) {
  EXPECT_EQ(percent_encoded("a b/ü~"), "a%20b%2F%C3%BC~");
  EXPECT_EQ(percent_decoded("a%20b%2f%C3%BC~"), "a b/ü~");
  EXPECT_EQ(percent_decoded("100%"), std::nullopt);
  EXPECT_EQ(percent_decoded("%zz"), std::nullopt);
}

RC_GTEST_PROP(PercentEncoding, LosesNothing, (const std::string& text)) {
  RC_ASSERT(percent_decoded(percent_encoded(text)) == text);
}

TEST(QueryParameter, IsFoundByNameAndDecoded) {
  HttpRequest request;
  request.query = "after=a%20b&limit=5&flag&after=second";
  EXPECT_EQ(request.parameter("after"), "a b");
  EXPECT_EQ(request.parameter("flag"), "");
  EXPECT_EQ(request.parameter("limi"), std::nullopt);
}

}  // namespace
}  // namespace proffer::edge
