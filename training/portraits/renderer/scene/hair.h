/** Hair as MakeHuman's meshes of textured cards, shaped for one person. */
#pragma once
#include "scene/scene.h"

/** Adds the style, its outer layer of loose strands, and a fringe borrowed from another style. */
void addHair(Scene& scene, const Person& person, const HeadModel& model, const std::vector<Vec3>& body,
             Vec3 headJoint);

/**
 * Lifts a fringe that would hang over an eye.
 * @param fringe 0 combs it up least, 1 most
 */
void combUp(std::vector<Vec3>& positions, const Proxy& hair, float eyeY, float fringe);
