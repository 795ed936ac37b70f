#include "config/command_line.hpp"

int main(int argc, char** argv) { return proffer::config::run_command_line(argc, argv); }
