/** Builds the parts of one portrait from a person. */
#pragma once
#include "raster/occlusion.h"
#include "scene/clothes.h"
#include "scene/hair-shells.h"
#include "scene/scene.h"

class SceneBuilder {
 public:
  explicit SceneBuilder(const HeadModel& model);
  Scene build(const Person& person) const;

 private:
  void addEyes(Scene& scene, const Person& person, const std::vector<Vec3>& body) const;
  void addMouth(Scene& scene, const std::vector<Vec3>& body) const;
  void addBrowsAndLashes(Scene& scene, const EyeChoices& eyes, const std::vector<Vec3>& body) const;
  void addNormalsAndOcclusion(Scene& scene, const Person& person, Vec3 bodyPivot) const;

  const HeadModel& model;
  const Wardrobe wardrobe;
  const HairShells shells;
  const OcclusionTable occlusion;
  /**
   * Vertices: the bridge of the nose; the top of each ear's root and the lobes, of the person's left and
   * right.
   */
  int noseBridge, leftEar, rightEar, leftLobe, rightLobe;
};
