/** Hashes and value noise: randomness that belongs to a place, not to an order of draws. */
#pragma once
#include <cmath>
#include <cstdint>
#include "math/scalar.h"

/** A bijective hash with good avalanche ("lowbias32", C. Wellons). */
inline uint32_t hash32(uint32_t x) {
  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  x *= 0x846ca68bu;
  x ^= x >> 16;
  return x;
}

/** A number in [0, 1) that depends on three integers. */
inline float hashUnit(uint32_t a, uint32_t b, uint32_t c) {
  return (hash32(a * 73856093u ^ b * 19349663u ^ c * 83492791u) >> 8) * (1.f / 16777216.f);
}

/** Smooth noise in [0, 1) in two dimensions, with one random value for each point of the integer lattice. */
inline float valueNoise(float x, float y, uint32_t seed) {
  const float left = std::floor(x), top = std::floor(y);
  const int column = int(left), line = int(top);
  float tx = x - left, ty = y - top;
  tx = tx * tx * (3 - 2 * tx);
  ty = ty * ty * (3 - 2 * ty);
  return lerp(lerp(hashUnit(column, line, seed), hashUnit(column + 1, line, seed), tx),
              lerp(hashUnit(column, line + 1, seed), hashUnit(column + 1, line + 1, seed), tx), ty);
}
