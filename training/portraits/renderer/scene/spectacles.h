/** Spectacles: frames of five shapes as tubes, and their lenses. */
#pragma once
#include "scene/scene.h"

/** Adds frame and lenses, in the rest pose; the ears are vertices at the top of each ear's root. */
void addSpectacles(Scene& scene, const Glasses& glasses, Vec3 noseBridge, Vec3 leftEar, Vec3 rightEar);
