/** sRGB and linear light (IEC 61966-2-1). All colours are linear RGB unless a name says otherwise. */
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include "math/vector.h"

inline float srgbToLinear(float c) {
  return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}
inline float linearToSrgb(float c) {
  return c <= 0.0031308f ? c * 12.92f : 1.055f * std::pow(c, 1 / 2.4f) - 0.055f;
}

/** The linear value of each byte of an sRGB texture. */
inline const std::array<float, 256> BYTE_TO_LINEAR = [] {
  std::array<float, 256> table{};
  for (int i = 0; i < 256; i++) {
    table[i] = srgbToLinear(i / 255.f);
  }
  return table;
}();

inline Vec3 linearOfBytes(const uint8_t* rgb) {
  return {BYTE_TO_LINEAR[rgb[0]], BYTE_TO_LINEAR[rgb[1]], BYTE_TO_LINEAR[rgb[2]]};
}

/** Relative luminance with the weights of ITU-R BT.709. */
inline float luminance(Vec3 c) {
  return 0.2126f * c.x + 0.7152f * c.y + 0.0722f * c.z;
}

inline Vec3 grey(float value) {
  return {value, value, value};
}
