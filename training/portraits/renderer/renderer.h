/** Renders portraits: holds what all of them share. */
#pragma once
#include "light/environment-map.h"
#include "scene/scene-builder.h"
#include "shade/hit.h"

struct Portrait {
  /** sRGB, three bytes a pixel, rows from top to bottom. */
  std::vector<uint8_t> rgb;
  /** Mean colours of cheeks and background, in sRGB. */
  Vec3 skinColour, backgroundColour;
  /** Of the key light, in degrees from the camera to the right, before the picture is mirrored. */
  float lightAzimuth;
};

class Renderer {
 public:
  /**
   * Reads meshes, textures and maps, and bakes masks and occlusion: takes some seconds.
   * @param pixels side of the pictures
   * @throws std::runtime_error where assets are missing
   */
  Renderer(const AssetFile& assets, int pixels);
  Portrait render(const Person& person);
  const HeadModel& headModel() const { return model; }

 private:
  float exposureOf(const Person& person, const Illumination& light, Vec3 faceForward, Vec3 cheek) const;

  const HeadModel model;
  const BakedMasks masks;
  const PoreRelief pores;
  const SkinLibrary skins;
  const TextureMeans textureMeans;
  const SceneBuilder builder;
  std::vector<EnvironmentMap> maps;
  const int pixels;
  VisibilityBuffer visible;
  ShadowMap shadow;
};
