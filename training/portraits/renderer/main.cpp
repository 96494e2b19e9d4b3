/**
 * render-portraits ASSETS SEED FIRST COUNT PIXELS [NAME=NUMBER ...]
 *
 * Renders the portraits FIRST, FIRST + 1, ... of a seed. For each it writes PIXELS² · 3 bytes of RGB to
 * stdout, and a line of JSON, its label, to file descriptor 3 if that is open. NAME=NUMBER pins a choice
 * (person/pins.cpp lists them). Exits with 2 on a wrong argument and with 1 where rendering or writing fails,
 * after a sentence on stderr.
 */
#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>
#include <stdexcept>
#include "label.h"
#include "person/sample-person.h"

namespace {

constexpr const char* USAGE = "usage: render-portraits ASSETS SEED FIRST COUNT PIXELS [NAME=NUMBER ...]";
constexpr int LABELS = 3;

/** @throws std::invalid_argument where the text is no whole number from `least` to `most` */
uint64_t wholeNumber(const char* name, const std::string& text, uint64_t least, uint64_t most) {
  const bool isNumber = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  errno = 0;
  const uint64_t value = isNumber ? std::strtoull(text.c_str(), nullptr, 10) : 0;
  if (!isNumber || errno != 0 || value < least || value > most) {
    throw std::invalid_argument(std::string(name) + ": write a whole number from " + std::to_string(least) +
                                " to " + std::to_string(most) + ", not " + text);
  }
  return value;
}

/** @throws std::runtime_error where not everything could be written */
void write(FILE* file, const void* bytes, size_t count) {
  if (std::fwrite(bytes, 1, count, file) != count || std::fflush(file) != 0) {
    throw std::runtime_error(std::string("a portrait could not be written: ") + std::strerror(errno));
  }
}

void renderAll(const std::vector<std::string>& arguments) {
  if (arguments.size() < 5) {
    throw std::invalid_argument(USAGE);
  }
  constexpr uint64_t MOST = std::numeric_limits<int>::max();
  const uint64_t seed = wholeNumber("SEED", arguments[1], 0, std::numeric_limits<uint64_t>::max());
  const int first = int(wholeNumber("FIRST", arguments[2], 0, MOST));
  const int count = int(wholeNumber("COUNT", arguments[3], 1, MOST - first));
  const int pixels = int(wholeNumber("PIXELS", arguments[4], 16, 1024));
  Pins pins;
  for (size_t i = 5; i < arguments.size(); i++) {
    pins.add(arguments[i]);
  }
  const AssetFile assets(arguments[0]);
  Renderer renderer(assets, pixels);
  renderer.headModel().checkPins(pins);
  FILE* labels = fcntl(LABELS, F_GETFD) == -1 ? nullptr : fdopen(LABELS, "w");
  for (int index = first; index < first + count; index++) {
    const Person person = samplePerson({seed, index}, pins);
    const Portrait portrait = renderer.render(person);
    write(stdout, portrait.rgb.data(), portrait.rgb.size());
    if (labels) {
      const std::string label = labelOf(person, portrait);
      write(labels, label.data(), label.size());
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    renderAll({argv + 1, argv + argc});
    return 0;
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
