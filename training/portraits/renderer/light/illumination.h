/** The light on one portrait: three directional lights, ambient light and reflections. */
#pragma once
#include <vector>
#include "math/vector.h"

class EnvironmentMap;
struct LightChoices;

struct DirectionalLight {
  /** From the face to the light. */
  Vec3 direction;
  /** Irradiance on a surface that faces it, divided by π. */
  Vec3 colour;
};

struct Illumination {
  DirectionalLight key, fill, rim;
  /** Of the key light, in degrees from the camera to the right. */
  float keyAzimuth = 0;
  /** Radius of the blur of the key light's shadow on skin, in decimetres. */
  float keySoftness = 0;
  /** Ambient light without a map: a constant, and what surfaces add that face up, right and the camera. */
  Vec3 ambient, ambientUp, ambientRight, ambientFront;
  /** The environment map, if there is one, how it is turned, and its gain. */
  const EnvironmentMap* map = nullptr;
  float mapCosine = 1, mapSine = 0, mapGain = 1;
  /** White balance against the cast of the light. */
  Vec3 castCorrection{1, 1, 1};

  /** Irradiance / π from all sides on a surface with that normal. */
  Vec3 ambientAt(Vec3 normal) const;
  /** What a mirror in that direction shows. */
  Vec3 reflectionAt(Vec3 direction) const;
  /** From a direction in the picture to one in the map. */
  Vec3 toMap(Vec3 direction) const;
};

/** The light that was chosen: the studio's, or that of one of the maps. */
Illumination illuminate(const LightChoices& choices, const std::vector<EnvironmentMap>& maps);
