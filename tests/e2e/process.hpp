// The real binary in a process of its own, as a user starts it.
#pragma once

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace proffer::e2e {

using namespace std::chrono_literals;

// A folder under the temporary directory that is gone with the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// Looks every 10 ms until `condition` holds; false when the deadline passes first.
bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds deadline = 120s);

struct Finished {
  int status = -1;  // exit status; 128 + signal when killed
  std::string out;
  std::string notes;
};

std::string program();  // path of the binary

// Runs `proffer` with these arguments to its end.
Finished run_proffer(const std::vector<std::string>& arguments);

// A node in the background.
class NodeProcess {
 public:
  // Starts `proffer serve`, with any free port, and waits until it answers.
  explicit NodeProcess(const std::filesystem::path& data, std::vector<std::string> more = {});
  ~NodeProcess();  // SIGKILL if it still runs
  NodeProcess(const NodeProcess&) = delete;
  NodeProcess& operator=(const NodeProcess&) = delete;

  const std::string& url() const { return url_; }
  bool running() const;
  // Sends the signal and waits for the end; the exit status.
  int stop(int signal = SIGTERM);
  // What it has printed so far.
  std::string output() const;

 private:
  Folder scratch_;
  pid_t pid_ = -1;
  std::string url_;
};

std::string sample(const std::string& name);  // path of a file of config/sample

}  // namespace proffer::e2e
