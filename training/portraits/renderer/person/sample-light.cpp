/** Light, film, and the shape of the hair. */
#include "person/sampling.h"

namespace {

/** A light's colour: warm for positive `warmth`, cold for negative. */
Vec3 colourOfWarmth(float warmth) {
  return Vec3{1 + 0.15f * warmth, 1, 1 - 0.20f * warmth};
}

/**
 * The direction to a light in degrees: azimuth from the camera to the right, elevation from the horizon up.
 */
Vec3 directionOf(float azimuth, float elevation) {
  const float a = azimuth * RADIANS_PER_DEGREE, e = elevation * RADIANS_PER_DEGREE;
  return {std::sin(a) * std::cos(e), std::sin(e), std::cos(a) * std::cos(e)};
}

/** The key light and the ambient light of one kind of place. */
struct Place {
  float azimuth, elevation, ambient, softness;
  Vec3 keyColour{1, 1, 1}, ambientColour{1, 1, 1};
};

Place drawPlace(Random& random) {
  Place place;
  const float rank = random.uniform();
  place.softness = random.uniform(0.03f, 0.10f);
  if (rank < 0.40f) {  // studio
    place.azimuth = random.normal(0, 42);
    place.elevation = random.normal(32, 12);
    place.ambient = random.uniform(0.5f, 1.0f);
    place.keyColour = colourOfWarmth(random.normal(0.1f, 0.25f));
    place.ambientColour = colourOfWarmth(random.normal(0, 0.25f));
  } else if (rank < 0.60f) {  // window
    const float side = random.chance(0.5f) ? 1 : -1;
    place.azimuth = side * random.uniform(35, 88);
    place.elevation = random.uniform(5, 35);
    place.ambient = random.uniform(0.42f, 0.8f);
    place.keyColour = colourOfWarmth(random.normal(-0.15f, 0.25f));
    place.ambientColour = colourOfWarmth(random.normal(0.35f, 0.3f));
    place.softness = random.uniform(0.07f, 0.14f);
  } else if (rank < 0.78f) {  // sun
    place.azimuth = random.normal(0, 60);
    place.elevation = random.uniform(28, 62);
    place.ambient = random.uniform(0.5f, 0.9f);
    place.keyColour = colourOfWarmth(random.normal(0.3f, 0.2f));
    place.ambientColour = colourOfWarmth(random.normal(-0.4f, 0.2f));
    place.softness = random.uniform(0.02f, 0.05f);
  } else if (rank < 0.92f) {  // overcast sky
    place.azimuth = random.normal(0, 50);
    place.elevation = random.uniform(20, 60);
    place.ambient = random.uniform(0.9f, 1.6f);
    place.keyColour = colourOfWarmth(random.normal(0, 0.2f));
    place.ambientColour = colourOfWarmth(random.normal(-0.1f, 0.2f));
    place.softness = 0.14f;
  } else {  // flash
    place.azimuth = random.normal(0, 8);
    place.elevation = random.normal(8, 5);
    place.ambient = random.uniform(0.25f, 0.5f);
    place.keyColour = colourOfWarmth(random.normal(0, 0.15f));
    place.ambientColour = colourOfWarmth(random.normal(0.3f, 0.3f));
  }
  place.ambient = std::max(place.ambient, 0.62f);
  place.azimuth = clamp(place.azimuth, -110, 110);
  place.elevation = clamp(place.elevation, -8, 70);
  return place;
}

Illumination sampleStudio(Random& random, const Pins& pins, int hairStyle) {
  Place place = drawPlace(random);
  if (isSwept(hairStyle) && random.chance(0.8f)) {  // keep the open side of a swept fringe lit
    place.azimuth = std::fabs(place.azimuth);
  }
  const float azimuth = pins.get("light_azimuth", place.azimuth);
  const float elevation = pins.get("light_elevation", place.elevation);
  const float ambient = pins.get("ambient", place.ambient);
  const Vec3 keyColour = place.keyColour, ambientColour = place.ambientColour;

  Illumination light;
  light.keyAzimuth = azimuth;
  light.keySoftness = place.softness;
  light.key = {directionOf(azimuth, elevation), keyColour};

  const float fillElevation = random.uniform(0, 30);
  const float fillAzimuth = -azimuth * 0.7f + random.normal(0, 25);
  const float fillStrength = random.uniform(0.08f, 0.45f);
  light.fill = {directionOf(fillAzimuth, fillElevation),
                colourOfWarmth(random.normal(0.05f, 0.3f)) * fillStrength};

  const float rimAzimuth = (azimuth > 0 ? -1 : 1) * random.uniform(115, 165);
  const float rimElevation = random.uniform(5, 45);
  const float rimStrength = random.chance(0.45f) ? random.uniform(0.15f, 0.6f) : 0.1f;
  light.rim = {directionOf(rimAzimuth, rimElevation), colourOfWarmth(random.normal(0, 0.4f)) * rimStrength};

  light.ambient = ambientColour * ambient * 0.62f;
  light.ambientUp = (ambientColour * Vec3{0.96f, 1, 1.05f}) * ambient * random.uniform(0.12f, 0.34f);
  light.ambientRight = ambientColour * ambient * random.normal(0, 0.16f) +
                       keyColour * (ambient * 0.12f * (azimuth > 0 ? 1 : -1));
  light.ambientFront = ambientColour * ambient * random.uniform(0.0f, 0.2f);
  return light;
}

/** The number of environment maps that `environment_map=` counts in. */
constexpr float MAP_COUNT = 18;

void sampleEnvironment(Random& random, const Pins& pins, int hairStyle, LightChoices& light) {
  light.usesEnvironment = pins.get("environment", random.chance(0.62f));
  light.map = random.uniform();
  light.azimuth = random.chance(0.8f) ? random.normal(0, 48) : random.uniform(-150, 150);
  light.keyToAmbient = random.chance(0.03f) ? random.uniform(2.2f, 3.5f) : random.uniform(0.5f, 2.0f);
  if (isSwept(hairStyle)) {
    light.azimuth = std::fabs(light.azimuth);
  }
  light.azimuth = pins.get("environment_azimuth", light.azimuth);
  if (pins.has("environment_map")) {
    light.map = (pins.get("environment_map", 0.f) + 0.5f) / MAP_COUNT;
  }
}

/** A fringe for long hair and ponytails, which have none of their own. */
int drawFringe(Random& random, int hairStyle, bool wearsHat) {
  static constexpr int FOR_LONG_HAIR[5] = {BOB_1, BOB_2, SHORT_3, BOB_2, SHORT_2},
                       FOR_PONYTAIL[2] = {SHORT_3, SHORT_2};
  const float rank = random.uniform();
  const int forLongHair = random.index(5), forPonytail = random.index(2);
  if (wearsHat) {
    return NO_FRINGE;
  }
  if (hairStyle == LONG && rank < 0.5f) {
    return FOR_LONG_HAIR[forLongHair];
  }
  if (hairStyle == PONYTAIL && rank < 0.4f) {
    return FOR_PONYTAIL[forPonytail];
  }
  return NO_FRINGE;
}

void sampleFilm(Random& random, const Pins& pins, Film& film) {
  film.exposure = pins.get("exposure", std::exp2(random.normal(-0.02f, 0.18f)));
  film.warmth = random.normal(0, 0.05f);
  film.greenness = random.normal(0, 0.006f);
  film.vignette = random.uniform(0, 0.3f);
  film.grain = random.uniform(0.001f, 0.006f);
  film.contrast = random.normal(0.98f, 0.06f);
  film.isMirrored = pins.get("mirrored", random.chance(0.5f));
}

void sampleHairShape(Random& random, const Pins& pins, bool wearsHat, HairChoices& hair) {
  hair.fringe = random.uniform(0, 1.f);
  hair.wave = random.chance(0.45f) ? random.uniform(0.01f, 0.055f) : 0;
  hair.waveFrequency = random.uniform(3.5f, 6.5f);
  hair.volume = 1 + std::fabs(random.normal(0.012f, 0.02f));
  hair.cutHeight = random.chance(0.45f) ? random.uniform(5.7f, 6.5f) : -99;
  hair.mess = random.uniform(0, 0.03f);
  hair.streaks = random.uniform(0.15f, 0.6f);
  hair.width = 1 + random.normal(0.0f, 0.030f, 2);
  hair.height = 1 + random.normal(0.005f, 0.030f, 2);
  hair.depth = 1 + random.normal(0, 0.02f, 2);
  if (isMesh(hair.style) && isCloseToHead(hair.style)) {  // the skull would show through smaller ones
    hair.width = std::max(1.f, hair.width);
    hair.height = std::max(1.f, hair.height);
    hair.depth = std::max(1.f, hair.depth);
  }
  hair.borrowedFringe = pins.get("fringe", drawFringe(random, hair.style, wearsHat));
  hair.length = pins.get("hair_length", random.normal(0, 0.14f, 2));
}

}  // namespace

void sampleLightFilmAndHairShape(Person& person) {
  Random random(person.id, Stream::LIGHT);
  const int hairStyle = person.hair.style;
  person.light.studio = sampleStudio(random, person.pins, hairStyle);
  sampleEnvironment(random, person.pins, hairStyle, person.light);
  person.film.softness = random.uniform(0.18f, 0.42f);
  person.hair.hairline = random.normal(0, 1);
  sampleFilm(random, person.pins, person.film);
  sampleHairShape(random, person.pins, person.hat.kind != NO_HAT, person.hair);
}
