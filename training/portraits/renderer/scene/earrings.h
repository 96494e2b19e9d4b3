/** Studs, hoops and drops, hung on the lobes. */
#pragma once
#include "scene/scene.h"

void addEarrings(Scene& scene, const Earrings& earrings, Vec3 leftLobe, Vec3 rightLobe);
