/** Clothes and hats: MakeHuman's outfits and fedora, and plain tops and beanies as shells over the body. */
#pragma once
#include "scene/scene.h"

class Wardrobe {
 public:
  explicit Wardrobe(const HeadModel& model);
  void addClothes(Scene& scene, const Person& person, const std::vector<Vec3>& body,
                  const std::vector<Vec3>& normals) const;
  void addHat(Scene& scene, HatKind kind, const std::vector<Vec3>& body,
              const std::vector<Vec3>& normals) const;

 private:
  const HeadModel& model;
  Topology plainTop, beanie;
};

/** Height above the rim of a hat, on the base mesh in decimetres: positive under the hat. */
float heightAboveHatRim(Vec3 rest);
/** The height at which a beanie's cuff ends. */
constexpr float CUFF_HEIGHT = 0.345f;
