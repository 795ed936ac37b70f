#include "config/serve.hpp"

#include "config/running_node.hpp"
#include "config/version.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace proffer::config {
namespace {

using edge::cli::Exit;

// The data folder of `dev`: of its own, and gone at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "proffer-dev-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code left_behind;
    if (!path_.empty()) std::filesystem::remove_all(path_, left_behind);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

Exit exit_of(const Problem& problem) {
  if (problem.code == "LOG_LOCKED" || problem.code == "LOG_FOREIGN") return Exit::conflict;
  return problem.code == "LOG_DAMAGED" ? Exit::difference : Exit::failed;
}

}  // namespace

Exit serve(const ServeOptions& options, std::ostream& out, std::ostream& notes) {
  const auto logger = std::make_shared<spdlog::logger>(
      "proffer", std::make_shared<spdlog::sinks::ostream_sink_mt>(notes, true));
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  std::unique_ptr<TemporaryFolder> temporary;
  Settings settings = options.settings;
  if (options.temporary) {
    temporary = std::make_unique<TemporaryFolder>();
    settings.data_folder = temporary->path() / "log";
  }
  // Before any thread starts, so that only this one takes the signals.
  const auto signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto node =
      RunningNode::start(settings, [logger](const std::string& line) { logger->info("{}", line); });
  if (!node) {
    logger->error("{}: {}", node.error().code, node.error().text);
    return exit_of(node.error());
  }
  out << "proffer " << version << " answers on " << (*node)->url() << " (log in "
      << settings.data_folder << ")" << std::endl;
  if (options.temporary) {
    out << "try next:\n  export PROFFER_URL=" << (*node)->url()
        << "\n  proffer offer apply -f config/sample/catalogue.json"
           "\n  proffer response import config/sample/responses.jsonl\n  proffer order list"
        << std::endl;
  }
  if (!options.ready_file.empty()) {
    // Whole or not at all, for who waits for it.
    const auto unfinished = options.ready_file + ".new";
    std::ofstream(unfinished) << (*node)->url() << '\n';
    std::filesystem::rename(unfinished, options.ready_file);
  }
  int signal = 0;
  sigwait(&signals, &signal);
  logger->info("stopping");
  (*node)->stop();
  return Exit::ok;
}

}  // namespace proffer::config
