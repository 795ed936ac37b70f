#include "tests/e2e/process.hpp"

#include "events/check.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

namespace proffer::e2e {
namespace {

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

pid_t start(std::vector<std::string> arguments, const std::filesystem::path& out,
            const std::filesystem::path& notes) {
  arguments.insert(arguments.begin(), program());
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const pid_t pid = fork();
  CHECK(pid >= 0);
  if (pid > 0) return pid;
  const auto redirect = [](const std::filesystem::path& file, int to) {
    const int opened = open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    if (opened < 0 || dup2(opened, to) < 0) _exit(126);
  };
  redirect(out, STDOUT_FILENO);
  redirect(notes, STDERR_FILENO);
  execv(argv[0], argv.data());
  _exit(127);
}

int wait_for(pid_t pid) {
  int status = 0;
  CHECK(waitpid(pid, &status, 0) == pid);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "proffer-e2e-XXXXXX").string();
  CHECK(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

Folder::~Folder() { std::filesystem::remove_all(path_); }

bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds deadline) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(10ms);
  }
  return true;
}

Finished run_proffer(const std::vector<std::string>& arguments) {
  const Folder scratch;
  const pid_t pid = start(arguments, scratch / "out", scratch / "notes");
  const int status = wait_for(pid);
  return {status, content(scratch / "out"), content(scratch / "notes")};
}

NodeProcess::NodeProcess(const std::filesystem::path& data, std::vector<std::string> more) {
  std::vector<std::string> arguments = {"serve",
                                        "--data",
                                        data.string(),
                                        "--port",
                                        "0",
                                        "--ready-file",
                                        (scratch_ / "ready").string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  pid_ = start(arguments, scratch_ / "out", scratch_ / "notes");
  eventually([&] { return !content(scratch_ / "ready").empty() || !running(); });
  url_ = content(scratch_ / "ready");
  while (!url_.empty() && url_.back() == '\n') url_.pop_back();
}

NodeProcess::~NodeProcess() {
  if (pid_ > 0) stop(SIGKILL);
}

bool NodeProcess::running() const {
  siginfo_t info{};
  return pid_ > 0 &&
         waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == 0;
}

int NodeProcess::stop(int signal) {
  kill(pid_, signal);
  const int status = wait_for(pid_);
  pid_ = -1;
  return status;
}

std::string NodeProcess::output() const {
  return content(scratch_ / "out") + content(scratch_ / "notes");
}

std::string program() { return PROFFER_BINARY_DIR "/proffer"; }

std::string sample(const std::string& name) {
  return std::string(PROFFER_SOURCE_DIR) + "/config/sample/" + name;
}

}  // namespace proffer::e2e
