/** Which pixels a triangle covers, and where in it they lie. */
#pragma once
#include <algorithm>
#include <cmath>

/** Position in pixels, and a depth that is linear over the screen. */
struct ScreenPoint {
  float x, y, depth;
};

/** Which triangles are drawn, by the sign of their area on the screen. */
enum class Facing { BOTH, POSITIVE_AREA, NEGATIVE_AREA };

/**
 * Calls `fragment(x, y, depth, b1, b2)` for each pixel of width × height whose centre is in the triangle; b1
 * and b2 are the weights of the second and third corner. Each line's covered span is solved for, not
 * searched.
 */
template <class Fragment>
inline void rasterizeTriangle(const ScreenPoint& a, const ScreenPoint& b, const ScreenPoint& c, int width,
                              int height, Facing facing, Fragment&& fragment) {
  const float area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if ((facing == Facing::POSITIVE_AREA && area <= 0) || (facing == Facing::NEGATIVE_AREA && area >= 0) ||
      std::fabs(area) < 1e-9f) {
    return;
  }
  const float minX = std::min({a.x, b.x, c.x}), maxX = std::max({a.x, b.x, c.x});
  const float minY = std::min({a.y, b.y, c.y}), maxY = std::max({a.y, b.y, c.y});
  if (maxX < 0 || maxY < 0 || minX > width || minY > height) {
    return;
  }
  const int left = std::max(0, int(std::ceil(minX - 0.5f)));
  const int right = std::min(width - 1, int(std::floor(maxX - 0.5f)));
  const int top = std::max(0, int(std::ceil(minY - 0.5f)));
  const int bottom = std::min(height - 1, int(std::floor(maxY - 0.5f)));
  if (left > right || top > bottom) {
    return;
  }
  // The weights are linear in x: these are their steps, and the inverses of those.
  const float inverseArea = 1 / area, firstX = left + 0.5f;
  const float step1 = (c.y - a.y) * inverseArea, step2 = -(b.y - a.y) * inverseArea, step0 = -step1 - step2;
  const float inverse1 = 1 / step1, inverse2 = 1 / step2, inverse0 = 1 / step0;
  for (int y = top; y <= bottom; y++) {
    const float centreY = y + 0.5f;
    float b1 = ((firstX - a.x) * (c.y - a.y) - (c.x - a.x) * (centreY - a.y)) * inverseArea;
    float b2 = ((b.x - a.x) * (centreY - a.y) - (firstX - a.x) * (b.y - a.y)) * inverseArea;
    const float b0 = 1 - b1 - b2;
    // The span in which all three weights are positive.
    float from = 0, to = float(right - left);
    auto isEmpty = [&](float weight, float step, float inverse) {
      if (step > 1e-9f) {
        from = std::max(from, -weight * inverse);
      } else if (step < -1e-9f) {
        to = std::min(to, -weight * inverse);
      } else {
        return weight < 0;
      }
      return false;
    };
    if (isEmpty(b1, step1, inverse1) || isEmpty(b2, step2, inverse2) || isEmpty(b0, step0, inverse0) ||
        to < from - 0.02f) {
      continue;
    }
    const int first = int(from),
              last = std::min(right - left, int(to) + 1);  // a pixel to spare, tested below
    b1 += first * step1;
    b2 += first * step2;
    for (int x = left + first; x <= left + last; x++, b1 += step1, b2 += step2) {
      if (b1 < 0 || b2 < 0 || b1 + b2 > 1) {
        continue;
      }
      fragment(x, y, a.depth + b1 * (b.depth - a.depth) + b2 * (c.depth - a.depth), b1, b2);
    }
  }
}
