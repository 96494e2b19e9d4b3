/** All parts of one portrait, posed. */
#pragma once
#include <deque>
#include "scene/part.h"

struct Scene {
  std::vector<Part> parts;
  /** Topologies that only this portrait has; a deque never moves them. */
  std::deque<Topology> ownTopologies;
  /**
   * Centres of the eyeballs (of the person's left and right eye), the point between them, and their
   * distance.
   */
  Vec3 leftEye, rightEye, betweenEyes;
  float eyeDistance, eyeRadius;
  Vec3 headCentre, camera;
  Mat3 headRotation, bodyRotation;

  Part& add(Material material, const Topology& topology, std::vector<Vec3> positions,
            std::vector<float> headWeights);
};

/** The turn of the eyeballs in the head. */
Mat3 gazeRotation(const Pose& pose);
