/**
 * What stands behind the person, in every pixel: a procedural backdrop, or the environment map out of
 * focus.
 */
#pragma once
#include <vector>
#include "light/illumination.h"
#include "person/person.h"

/** Whether the background is the map that also lights the face. */
inline bool showsEnvironment(const BackgroundChoices& background, const Illumination& light) {
  return background.kind == ENVIRONMENT && light.map;
}

/** pixels² colours before exposure, rows from top to bottom. */
std::vector<Vec3> paintBackground(const BackgroundChoices& background, const Illumination& light, int pixels);
