/**
 * Environment maps (equirectangular, high dynamic range). The bright sources are taken out as directional
 * lights; of the rest there are spherical harmonics for diffuse light and a blurred copy for reflections. The
 * sharp map is kept for defocused backgrounds. Directions: +x right, +y up, +z towards the camera.
 */
#pragma once
#include <vector>
#include "assets/asset-file.h"
#include "math/vector.h"

class EnvironmentMap {
 public:
  struct Source {
    Vec3 direction;
    /** Irradiance on a surface that faces it, divided by π. */
    Vec3 colour;
    /** About the sine of its radius. */
    float spread;
  };

  /** @param texels u8 [height, width, 4]: RGB and a shared exponent, in steps of 2^(exponent - 136) */
  explicit EnvironmentMap(const AssetArray& texels);

  /** Up to three sources, the strongest first. */
  const std::vector<Source>& sources() const { return brightSources; }
  /** The sharp map, sources included. */
  Vec3 radiance(Vec3 direction) const;
  /** Irradiance / π on a surface with that normal, without the sources. */
  Vec3 irradiance(Vec3 normal) const;
  /** The blurred map, without the sources. */
  Vec3 reflection(Vec3 direction) const;

 private:
  struct Cell;
  std::vector<Cell> reduce() const;
  void takeSources(std::vector<Cell>& cells);
  void projectHarmonics(const std::vector<Cell>& cells);
  void blur(const std::vector<Cell>& cells);
  Vec3 texel(int x, int y) const;

  int width, height;
  const uint8_t* texels;
  float scaleOfExponent[256];
  std::vector<Source> brightSources;
  /** Coefficients of degree 0, 1 and 2, convolved with the cosine lobe. */
  Vec3 harmonics[9];
  std::vector<Vec3> blurred;
};

/** Turns a direction about the y axis, by an angle of which cosine and sine are given. */
inline Vec3 turnY(Vec3 v, float cosine, float sine) {
  return {cosine * v.x + sine * v.z, v.y, cosine * v.z - sine * v.x};
}
