#include "label.h"
#include <cstdarg>
#include <cstdio>

namespace {

std::string format(const char* pattern, ...) {
  char text[200];
  va_list values;
  va_start(values, pattern);
  std::vsnprintf(text, sizeof text, pattern, values);
  va_end(values);
  return text;
}

/** Bytes of an sRGB colour. */
std::string bytesOf(Vec3 srgb) {
  auto toByte = [](float value) { return int(saturate(value) * 255 + 0.5f); };
  return format("[%d,%d,%d]", toByte(srgb.x), toByte(srgb.y), toByte(srgb.z));
}

Vec3 toSrgb(Vec3 linear) {
  return {linearToSrgb(saturate(linear.x)), linearToSrgb(saturate(linear.y)),
          linearToSrgb(saturate(linear.z))};
}

}  // namespace

std::string labelOf(const Person& person, const Portrait& portrait) {
  const Identity& identity = person.identity;
  const Expression& expression = person.expression;
  const HairChoices& hair = person.hair;
  const Pose& pose = person.pose;
  const bool isMirrored = person.film.isMirrored;
  auto mirrored = [&](float angle) { return isMirrored ? -angle : angle; };
  std::string line =
      format("{\"index\":%d,\"seed\":%llu", person.id.index, (unsigned long long)person.id.seed);
  line += format(",\"gender\":%.3f,\"age\":%.1f", identity.gender, identity.ageYears);
  line += format(",\"ethnicity\":{\"african\":%.3f,\"asian\":%.3f,\"caucasian\":%.3f}", identity.ancestry[0],
                 identity.ancestry[1], identity.ancestry[2]);
  line += format(",\"smile\":%.3f,\"mouth_open\":%.3f,\"eyes_open\":%.3f", expression.smile,
                 expression.mouthOpen, expression.eyesOpen);
  line += format(",\"glasses\":\"%s\",\"beard\":\"%s\"", GLASSES_NAMES[person.glasses.kind],
                 BEARD_NAMES[person.beard.kind]);
  line += format(",\"hair\":\"%s\",\"hair_colour\":\"%s\"", HAIR_NAMES[hair.style],
                 hair.style == BALD ? "none" : hair.colourName.c_str());
  line += ",\"hair_rgb\":" + bytesOf(toSrgb(hair.colour)) + ",\"skin_rgb\":" + bytesOf(portrait.skinColour);
  line += format(",\"yaw\":%.2f,\"pitch\":%.2f,\"roll\":%.2f", mirrored(pose.yaw), pose.pitch,
                 mirrored(pose.roll));
  line += format(",\"light_azimuth\":%.1f", mirrored(portrait.lightAzimuth));
  line += format(",\"earrings\":\"%s\",\"hat\":\"%s\"", EARRING_NAMES[person.earrings.kind],
                 HAT_NAMES[person.hat.kind]);
  return line + ",\"background_rgb\":" + bytesOf(portrait.backgroundColour) + "}\n";
}
