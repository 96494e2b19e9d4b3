/** Tubes along a line of points: wires of spectacles and earrings. */
#pragma once
#include "scene/part.h"

/** A mesh that grows by tubes and triangles; `positions` and `normals` are those of its vertices. */
struct GrowingMesh {
  Topology topology;
  std::vector<Vec3> positions, normals;

  /**
   * Adds a tube with seven sides.
   * @param flatness the tube's height across, in multiples of its width
   */
  void addTube(const std::vector<Vec3>& line, float radius, float flatness, bool isClosed);
};

struct Scene;
/** Adds a finished mesh that turns with the head. */
void addOwnMesh(Scene& scene, Material material, GrowingMesh mesh);
