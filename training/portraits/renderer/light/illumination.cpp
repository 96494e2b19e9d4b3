#include "light/illumination.h"
#include "light/environment-map.h"
#include "math/colour.h"
#include "person/person.h"

namespace {

/** Light of maps keeps a third of its colour: strong casts would read as coloured gels. */
Vec3 mute(Vec3 colour) {
  const float rest = 0.68f * luminance(colour);
  return colour * 0.32f + grey(rest);
}

Vec3 desaturate(Vec3 colour, float share) {
  return lerp(colour, grey(luminance(colour)), share);
}

/** The key light may exceed the ambient light by `keyToAmbient`, fill and rim by these. */
constexpr float FILL_TO_AMBIENT = 1.2f, RIM_TO_AMBIENT = 1.5f;
/**
 * The light on a face that all portraits are normalised to, and the part of it that comes from everywhere.
 */
constexpr float FACE_LIGHT = 1.5f, CONSTANT_SHARE = 0.10f;
/** How far the cast is corrected, as a camera's white balance would. */
constexpr float CAST_CORRECTION = 0.88f;

}  // namespace

Vec3 Illumination::toMap(Vec3 direction) const {
  return turnY(direction, mapCosine, mapSine);
}

Vec3 Illumination::ambientAt(Vec3 normal) const {
  if (map) {
    return mute(map->irradiance(toMap(normal))) * mapGain + ambient;
  }
  return notNegative(ambient + ambientUp * normal.y + ambientRight * normal.x + ambientFront * normal.z);
}

Vec3 Illumination::reflectionAt(Vec3 direction) const {
  return map ? mute(map->reflection(toMap(direction))) * mapGain + ambient : ambientAt(direction);
}

Illumination illuminate(const LightChoices& choices, const std::vector<EnvironmentMap>& maps) {
  Illumination light = choices.studio;
  if (!choices.usesEnvironment || maps.empty()) {
    return light;
  }
  const EnvironmentMap& map = maps[std::min(int(choices.map * maps.size()), int(maps.size()) - 1)];
  const auto& sources = map.sources();
  const float sourceAzimuth =
      sources.empty() ? 0 : std::atan2(sources[0].direction.x, sources[0].direction.z);
  const float turn = sourceAzimuth - choices.azimuth * RADIANS_PER_DEGREE;
  light.map = &map;
  light.mapCosine = std::cos(turn);
  light.mapSine = std::sin(turn);
  light.ambient = {};

  DirectionalLight* const lights[3] = {&light.key, &light.fill, &light.rim};
  for (size_t k = 0; k < 3; k++) {
    *lights[k] = {Vec3{0, 0.3f, 0.95f}, Vec3{}};
    if (k < sources.size()) {
      *lights[k] = {turnY(sources[k].direction, light.mapCosine, -light.mapSine), sources[k].colour};
    }
  }
  const Vec3 front{0, 0.1f, 0.995f};
  const float ambient = luminance(light.ambientAt(front)) + 1e-4f;
  const float limits[3] = {choices.keyToAmbient, FILL_TO_AMBIENT, RIM_TO_AMBIENT};
  for (int k = 0; k < 3; k++) {
    Vec3& colour = lights[k]->colour;
    const float gain = std::min(1.f, limits[k] * ambient / (luminance(colour) + 1e-4f));
    colour = desaturate(colour * gain, 0.55f);
  }

  Vec3 all = light.ambientAt(front);
  for (const DirectionalLight* one : lights) {
    all += one->colour * std::max(0.1f, dot(one->direction, front));
  }
  const float brightness = luminance(all);
  auto correction = [&](float channel) {
    return fastPow(brightness / std::max(channel, 1e-4f), CAST_CORRECTION);
  };
  light.castCorrection = {correction(all.x), correction(all.y), correction(all.z)};
  light.mapGain = FACE_LIGHT / brightness;
  for (DirectionalLight* one : lights) {
    one->colour = one->colour * light.mapGain;
  }
  light.ambient = grey(CONSTANT_SHARE * FACE_LIGHT);
  const float spread = sources.empty() ? 0.1f : sources[0].spread;
  light.keySoftness = clamp(0.035f + 0.55f * spread, 0.04f, 0.16f);
  light.keyAzimuth = std::atan2(light.key.direction.x, light.key.direction.z) * DEGREES_PER_RADIAN;
  return light;
}
