/** A tile of relief that repeats over the skin: pores, which are small dips, over fine crossing lines. */
#pragma once
#include <vector>

class PoreRelief {
 public:
  PoreRelief();
  /** Side of the tile in texels. */
  static constexpr int SIZE = 256;
  /** Height at a point, in tiles; the mean is 0, most are within ±1. */
  float heightAt(float u, float v) const;

 private:
  std::vector<float> heights;
};
