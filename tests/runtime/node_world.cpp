#include "tests/runtime/node_world.hpp"

#include "events/codec/codec.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

namespace proffer::runtime {

Request define(const std::string& id, const std::string& name) {
  domain::Account::DefineAccount command;
  command.account.value = id;
  command.profile.name = name;
  command.profile.type = "Residential";
  command.profile.organization = "Sales";
  command.profile.price_list = "Standard";
  command.profile.currency = "CAD";
  Request request;
  request.to = account(id);
  request.command = domain::Account::Command{std::move(command)};
  request.header.cause.kind = Cause::Kind::request;
  return request;
}

Request respond(const std::string& id, const std::string& offer) {
  domain::Account::RespondToOffer command;
  command.response.account.value = id;
  command.response.offer.value = offer;
  command.response.response = "Accept";
  command.response.channel = "web";
  Request request;
  request.to = account(id);
  request.command = domain::Account::Command{std::move(command)};
  request.header.cause.kind = Cause::Kind::request;
  return request;
}

Request define_product(const std::string& id) {
  Product product;
  product.id.value = id;
  product.name = id;
  product.kind = ProductKind::simple;
  domain::DefineCatalogue command;
  command.definitions.products = {product};
  Request request;
  request.to = {Category::catalogue, "main"};
  request.command = domain::ProductCatalogue::Command{std::move(command)};
  request.header.cause.kind = Cause::Kind::request;
  return request;
}

World::World() : folder_(new_folder()) { start(); }

World::~World() {
  node.reset();
  log.reset();
  std::filesystem::remove_all(folder_);
}

void World::start() {
  store::LogOptions log_options;
  log_options.folder = folder_;
  log_options.now = [this] { return Instant{clock.load()}; };
  log_options.new_log_id = std::string(32, 'a');
  auto opened = store::Log::open(std::move(log_options));
  EXPECT_TRUE(opened) << opened.error().detail;
  log = std::make_unique<FaultyLog>(std::move(*opened));
  NodeOptions node_options = options;
  node_options.threads = 2;  // whatever the machine has, so that they meet
  node_options.now = [this] { return Instant{clock.load()}; };
  node_options.on_fatal = [this](const store::StoreError&) { ++fatal; };
  node = std::make_unique<Node>(*log, std::move(node_options), std::exchange(followers, {}));
}

void World::restart() {
  node.reset();
  log.reset();
  start();
}

void World::restart_with(NodeOptions changed) {
  options = std::move(changed);
  restart();
}

std::future<Reply> World::submit(Request request) {
  auto promise = std::make_shared<std::promise<Reply>>();
  node->submit(std::move(request),
               [promise](Reply reply) { promise->set_value(std::move(reply)); });
  return promise->get_future();
}

Reply World::answer_of(std::future<Reply> reply) {
  if (reply.wait_for(patience) != std::future_status::ready) {
    ADD_FAILURE() << "no answer";
    return {};
  }
  return reply.get();
}

Reply World::ask(Request request) { return answer_of(submit(std::move(request))); }

std::vector<RecordedEvent> World::stream(const StreamId& id) const {
  return log->read_stream(id, 1).value();
}

std::vector<std::string> World::names(const std::string& id) const {
  std::vector<std::string> names;
  for (const RecordedEvent& recorded : stream(account(id))) {
    const auto event =
        codec::decode<Event>(recorded.type, recorded.schema, recorded.payload).value();
    if (const auto* defined = std::get_if<AccountDefined>(&event))
      names.push_back(defined->profile.name);
  }
  return names;
}

std::filesystem::path World::new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "proffer_node_XXXXXX").string();
  EXPECT_NE(::mkdtemp(name.data()), nullptr);
  return name;
}

}  // namespace proffer::runtime
