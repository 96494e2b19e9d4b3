/**
 * Textures of 8 bits a channel, and how they are sampled. u runs to the right, v upwards, both from 0 to 1.
 */
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include "math/colour.h"

/** RGBA, or RGB where `channels` is 3; rows from top to bottom. The asset file owns the pixels. */
struct Texture {
  int width = 0, height = 0, channels = 4;
  const uint8_t* pixels = nullptr;

  explicit operator bool() const { return pixels != nullptr; }
};

/** The nearest RGBA pixel; the texture repeats. */
inline const uint8_t* nearestPixel(const Texture& texture, float u, float v) {
  const int x = int((u - std::floor(u)) * texture.width);
  const int y = int((1 - v - std::floor(1 - v)) * texture.height);
  return texture.pixels +
         (std::min(y, texture.height - 1) * texture.width + std::min(x, texture.width - 1)) * 4;
}

inline int nearestAlpha(const Texture& texture, float u, float v) {
  return nearestPixel(texture, u, v)[3];
}

/** Alpha in [0, 1], bilinear, clamped at the edges. */
inline float alphaAt(const Texture& texture, float u, float v) {
  const float x = u * texture.width - 0.5f, y = (1 - v) * texture.height - 0.5f;
  const int left = int(std::floor(x)), top = int(std::floor(y));
  const float fx = x - left, fy = y - top;
  const int lastX = texture.width - 1, lastY = texture.height - 1;
  const int xa = std::clamp(left, 0, lastX), xb = std::clamp(left + 1, 0, lastX);
  const int ya = std::clamp(top, 0, lastY), yb = std::clamp(top + 1, 0, lastY);
  const uint8_t* alpha = texture.pixels + 3;
  const int w = texture.width;
  return lerp(lerp(alpha[(ya * w + xa) * 4], alpha[(ya * w + xb) * 4], fx),
              lerp(alpha[(yb * w + xa) * 4], alpha[(yb * w + xb) * 4], fx), fy) *
         (1 / 255.f);
}

/** Linear RGB of an RGBA texture, bilinear, clamped at the edges. */
inline Vec3 colourAt(const Texture& texture, float u, float v) {
  const float x = u * texture.width - 0.5f, y = (1 - v) * texture.height - 0.5f;
  const int left = std::clamp(int(std::floor(x)), 0, texture.width - 2);
  const int top = std::clamp(int(std::floor(y)), 0, texture.height - 2);
  const float fx = saturate(x - left), fy = saturate(y - top);
  auto at = [&](int dx, int dy) {
    return linearOfBytes(texture.pixels + 4 * ((top + dy) * texture.width + left + dx));
  };
  return lerp(lerp(at(0, 0), at(1, 0), fx), lerp(at(0, 1), at(1, 1), fx), fy);
}
