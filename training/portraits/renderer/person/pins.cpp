#include "person/pins.h"
#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include "person/person.h"

namespace {

/** What can be pinned, and within which limits. Whole numbers count in the order of an enumeration in person.h. */
struct Choice {
  const char* name;
  float least, most;
  bool isWhole;
};

constexpr float ANY = 1e6f;
constexpr Choice CHOICES[] = {
    {"african", 0, 1, false},
    {"age", 17, 90, false},
    {"ambient", 0, 10, false},
    {"asian", 0, 1, false},
    {"background", 0, ENVIRONMENT, true},
    {"beard", 0, FULL_BEARD, true},
    {"body_yaw", -90, 90, false},
    {"brow", 1, 12, true},
    {"caucasian", 0, 1, false},
    {"earring", 0, 1, true},
    {"earring_kind", 0, DROP - STUD, true},
    {"environment", 0, 1, true},
    {"environment_azimuth", -180, 180, false},
    {"environment_map", 0, 17, true},
    {"exposure", 0, 100, false},
    {"eyes_closed", 0, 1, false},
    {"frame", 0, UPSWEPT, true},
    {"fringe", NO_FRINGE, HAIR_MESH_COUNT - 1, true},
    {"gaze_yaw", -45, 45, false},
    {"gender", 0, 1, false},
    {"glasses", 0, SUNGLASSES, true},
    {"grey", 0, 1, false},
    {"haemoglobin", -1, 1, false},
    {"hair", 0, BALD, true},
    {"hair_colour", 0, 6, true},
    {"hair_length", -1, 1, false},
    {"hair_ring", 0, 1, true},
    {"hat", 0, FEDORA, true},
    {"identity", 0, 2, false},
    {"light_azimuth", -180, 180, false},
    {"light_elevation", -90, 90, false},
    {"melanin", -2, 2, false},
    {"mirrored", 0, 1, true},
    {"mood", 0, 1, false},
    {"mouth_open", 0, 1, false},
    {"neckline", 0, SCOOP, true},
    {"outfit", PLAIN_TOP, OUTFIT_COUNT - 1, true},
    {"pitch", -90, 90, false},
    {"roll", -90, 90, false},
    {"smile", 0, 1, false},
    {"yaw", -90, 90, false},
};

const Choice* findChoice(const std::string& name) {
  for (const Choice& choice : CHOICES) {
    if (name == choice.name) {
      return &choice;
    }
  }
  return nullptr;
}

std::string allNames() {
  std::string list;
  for (const Choice& choice : CHOICES) {
    list += std::string(list.empty() ? "" : ", ") + choice.name;
  }
  return list;
}

/** The number in a text such as `smile=0.5`. */
float numberIn(const std::string& text, float least, float most, bool isWhole) {
  const std::string number = text.substr(text.find('=') + 1);
  const bool isNumber = !number.empty() && number.find_first_not_of("0123456789.+-") == std::string::npos;
  char* end = nullptr;
  const float value = isNumber ? std::strtof(number.c_str(), &end) : 0;
  if (!isNumber || *end != '\0' || value < least || value > most || (isWhole && value != int(value))) {
    std::ostringstream limits;
    limits << text << ": write a " << (isWhole ? "whole number" : "number");
    if (most != ANY) {
      limits << " from " << least << " to " << most;
    }
    throw std::invalid_argument(limits.str());
  }
  return value;
}

}  // namespace

void Pins::add(const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos) {
    throw std::invalid_argument(text + ": write a choice as NAME=NUMBER, such as smile=1");
  }
  const std::string name = text.substr(0, equals);
  if (name.rfind("x:", 0) == 0) {
    units[name.substr(2)] = numberIn(text, -ANY, ANY, false);
  } else if (name.rfind("s:", 0) == 0) {
    sliderValues[name.substr(2)] = numberIn(text, -ANY, ANY, false);
  } else if (const Choice* choice = findChoice(name)) {
    values[name] = numberIn(text, choice->least, choice->most, choice->isWhole);
  } else {
    throw std::invalid_argument(name + ": there is no such choice; the choices are " + allNames() +
                                ", x:EXPRESSION-UNIT and s:IDENTITY-SLIDER");
  }
}

float Pins::get(const std::string& name, float drawn) const {
  const auto found = values.find(name);
  return found == values.end() ? drawn : found->second;
}
