/**
 * The shadow map of the key light. Solids keep their nearest depth and stop all light; hair adds up as
 * thickness in front of them, so that a fringe shades softly and does not act as a wall.
 */
#pragma once
#include "raster/coverage.h"
#include "raster/triangle.h"
#include "scene/scene.h"

class ShadowMap {
 public:
  ShadowMap();
  void draw(const Scene& scene, Vec3 light, const Coverage& coverage, bool lensesAreDark);

  /** How a point is looked up. */
  struct Lookup {
    /** What is nearer to the point than this, in decimetres, does not shade it. */
    float bias;
    /** Radius of the penumbra in decimetres. */
    float radius;
    /** The sample's place in the picture, which turns the pattern of taps. */
    int x, y;
    /** The point lies in the hair itself. */
    bool isInHair = false;
  };
  /** The share of the key light that arrives, in [0, 1]. */
  float lightAt(Vec3 position, const Lookup& lookup) const;

 private:
  ScreenPoint project(Vec3 position) const;
  void drawPart(const Part& part, const Coverage& coverage, bool isHairPass);

  Vec3 light, right, up, centre;
  std::vector<float> solidDepth, hairDepth, hairThickness;
};
