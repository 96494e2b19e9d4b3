#include "person/pins.h"
#include <cstdlib>
#include <stdexcept>

namespace {

/** What can be pinned; the README says what the numbers mean. */
const char* const NAMES[] = {
    "african",
    "age",
    "ambient",
    "asian",
    "background",
    "beard",
    "body_yaw",
    "brow",
    "caucasian",
    "earring",
    "earring_kind",
    "environment",
    "environment_azimuth",
    "environment_map",
    "exposure",
    "eyes_closed",
    "frame",
    "fringe",
    "gaze_yaw",
    "gender",
    "glasses",
    "grey",
    "haemoglobin",
    "hair",
    "hair_colour",
    "hair_length",
    "hair_ring",
    "hat",
    "identity",
    "light_azimuth",
    "light_elevation",
    "melanin",
    "mirrored",
    "mood",
    "mouth_open",
    "neckline",
    "outfit",
    "pitch",
    "roll",
    "smile",
    "yaw",
};

bool isKnown(const std::string& name) {
  for (const char* known : NAMES) {
    if (name == known) {
      return true;
    }
  }
  return false;
}

std::string allNames() {
  std::string list;
  for (const char* name : NAMES) {
    list += std::string(list.empty() ? "" : ", ") + name;
  }
  return list;
}

}  // namespace

void Pins::add(const std::string& text) {
  const size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const std::string number = equals == std::string::npos ? "" : text.substr(equals + 1);
  char* end = nullptr;
  const float value = float(std::strtod(number.c_str(), &end));
  if (number.empty() || *end != '\0') {
    throw std::invalid_argument(text + ": write a choice as NAME=NUMBER, such as smile=1");
  }
  if (name.rfind("x:", 0) == 0) {
    units[name.substr(2)] = value;
  } else if (name.rfind("s:", 0) == 0) {
    sliderValues[name.substr(2)] = value;
  } else if (isKnown(name)) {
    values[name] = value;
  } else {
    throw std::invalid_argument(name + ": there is no such choice; the choices are " + allNames() +
                                ", x:EXPRESSION-UNIT and s:IDENTITY-SLIDER");
  }
}

float Pins::get(const std::string& name, float drawn) const {
  const auto found = values.find(name);
  return found == values.end() ? drawn : found->second;
}
