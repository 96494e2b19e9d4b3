#include "skin/pore-relief.h"
#include "math/noise.h"

PoreRelief::PoreRelief() : heights(SIZE * SIZE, 0.f) {
  constexpr int CELLS = SIZE / 5;  // one pore for each 5×5 texels, at a random place in its cell
  for (int cy = 0; cy < CELLS; cy++) {
    for (int cx = 0; cx < CELLS; cx++) {
      const float px = (cx + hashUnit(cx, cy, 51)) * SIZE / CELLS,
                  py = (cy + hashUnit(cx, cy, 52)) * SIZE / CELLS;
      const float radius = 1.0f + 1.2f * hashUnit(cx, cy, 53), depth = 0.5f + hashUnit(cx, cy, 54);
      for (int j = -4; j <= 4; j++) {
        for (int i = -4; i <= 4; i++) {
          const int x = int(px) + i, y = int(py) + j;
          const float dx = x - px, dy = y - py;
          heights[((y + SIZE) % SIZE) * SIZE + (x + SIZE) % SIZE] -=
              depth * std::exp(-(dx * dx + dy * dy) / (radius * radius));
        }
      }
    }
  }
  double sum = 0;
  for (int i = 0; i < SIZE * SIZE; i++) {
    const int x = i % SIZE, y = i / SIZE;
    heights[i] += 0.5f * (hashUnit(x / 2, y / 2, 55) - 0.5f) +
                  0.4f * (valueNoise((x + y) * 0.22f, (x - y) * 0.07f, 56) - 0.5f);
    sum += heights[i];
  }
  for (float& height : heights) {
    height -= float(sum / (SIZE * SIZE));
  }
}

float PoreRelief::heightAt(float u, float v) const {
  const float x = u * SIZE, y = v * SIZE;
  const int left = int(std::floor(x)), top = int(std::floor(y));
  const float fx = x - left, fy = y - top;
  auto at = [&](int column, int line) { return heights[(line & (SIZE - 1)) * SIZE + (column & (SIZE - 1))]; };
  return lerp(lerp(at(left, top), at(left + 1, top), fx), lerp(at(left, top + 1), at(left + 1, top + 1), fx),
              fy);
}
