/** Where a part covers a point of its triangles: textures' alpha, necklines, strands of hair. */
#pragma once
#include "scene/part.h"

class Coverage {
 public:
  Coverage(const Person& person, const BakedMasks& masks) : person(person), masks(masks) {}

  /** Whether parts of that material have holes at all. */
  static bool isPartial(Material material);
  /**
   * Whether the part covers the point, for a threshold in (0, 1). Over many thresholds this is transparency,
   * without having to sort layers: "stochastic transparency" (Enderton et al., 2010).
   */
  bool covers(const Part& part, int triangle, Barycentric at, float threshold) const;

 private:
  float shellAlpha(const Part& part, Uv uv) const;

  const Person& person;
  const BakedMasks& masks;
};

/** Opacity of a hair card, in [0, 1]: torn into strands towards the open edges of the mesh. */
float hairAlpha(const Part& part, int triangle, Barycentric at);
