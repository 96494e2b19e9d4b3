/**
 * The skin of one person in UV space: up to four of MakeHuman's skins mixed, pulled to a reference albedo,
 * and on top what makes a skin someone's own: melanin, blush, freckles, make-up, shaven or growing hair.
 */
#pragma once
#include "skin/face-masks.h"

struct SkinTexel {
  Vec3 albedo;
  /** Strength of the specular reflection; about 1. */
  float gloss;
};

class SkinTexture {
 public:
  /** The skin at a point, bilinear. */
  SkinTexel at(float u, float v) const;
  /** Relief of folds and wrinkles; the mean is about 1. */
  const std::vector<float>& heights() const { return reliefHeights; }
  /** Mean albedo of the cheeks. */
  Vec3 cheekAlbedo() const { return meanCheek; }

 private:
  friend class SkinLibrary;
  std::vector<SkinTexel> texels;
  std::vector<float> reliefHeights;
  Vec3 meanCheek;
};

/** MakeHuman's natural skins. */
class SkinLibrary {
 public:
  SkinLibrary(const AssetFile& assets, const BakedMasks& masks);
  SkinTexture compose(const Person& person) const;

 private:
  /** The skins of people of one age (young, middle, old), ancestry and gender. */
  struct Group {
    int age, ancestry, gender;
    std::vector<Texture> skins;
  };
  struct Blend;
  Blend blendFor(const Person& person) const;

  const BakedMasks& masks;
  std::vector<Group> groups;
};
