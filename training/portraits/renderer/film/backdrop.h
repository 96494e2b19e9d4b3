/** Procedural backgrounds. */
#pragma once
#include "person/person.h"

/**
 * The colour of a background (any kind but ENVIRONMENT) at a point: x to the right and y down, from 0 to 1.
 */
Vec3 backdropAt(const BackgroundChoices& background, float x, float y);
