/** Lens, curve and grain. */
#include "film/film.h"

namespace {

/** sRGB with a fast power: a byte's precision is enough. */
float toSrgb(float linear) {
  const float c = saturate(linear);
  return c <= 0.0031308f ? c * 12.92f : 1.055f * fastPow(c, 1 / 2.4f) - 0.055f;
}

/** The exposure before the curve. */
constexpr float CURVE_EXPOSURE = 0.72f;

/** Grain: triangular noise, correlated with the pixel before, since grains are larger than pixels. */
class Grain {
 public:
  Grain(PortraitId id, float strength) : random(id, Stream::GRAIN), strength(strength) {}

  float next() {
    const float first = random.uniform();
    const float noise = first + random.uniform() - 1;
    constexpr float SCALE = 2.4f;
    const float grain = (0.6f * noise * SCALE + 0.5f * before) * strength;
    before = noise * SCALE;
    return grain;
  }

 private:
  Random random;
  const float strength;
  float before = 0;
};

}  // namespace

void softenByLens(Negative& negative, float softness) {
  const int n = negative.pixels;
  const float neighbour = std::exp(-0.5f / (softness * softness)), centre = 1 / (1 + 2 * neighbour);
  const float weight = neighbour * centre;
  if (weight <= 0.002f) {
    return;
  }
  std::vector<Vec3>& colour = negative.colour;
  std::vector<Vec3> once(n * n);
  for (int y = 0; y < n; y++) {
    for (int x = 0; x < n; x++) {
      const int i = y * n + x;
      once[i] = colour[i] * centre + (colour[i - (x > 0)] + colour[i + (x < n - 1)]) * weight;
    }
  }
  for (int y = 0; y < n; y++) {
    for (int x = 0; x < n; x++) {
      const int i = y * n + x;
      colour[i] = once[i] * centre + (once[i - (y > 0 ? n : 0)] + once[i + (y < n - 1 ? n : 0)]) * weight;
    }
  }
}

float toneCurve(float value) {
  const float v = std::max(0.f, value) * CURVE_EXPOSURE;
  return v * (2.51f * v + 0.03f) / (v * (2.43f * v + 0.59f) + 0.14f);
}

std::vector<uint8_t> develop(const Negative& negative, PortraitId id, const Film& film, Vec3 whiteBalance) {
  const int n = negative.pixels;
  std::vector<uint8_t> bytes(3 * n * n);
  Grain grain(id, film.grain);
  for (int i = 0; i < n * n; i++) {
    const int x = i % n, y = i / n;
    const float dx = x / float(n) - 0.5f, dy = y / float(n) - 0.5f;
    const Vec3 colour = negative.colour[i] * whiteBalance * (1 - film.vignette * (dx * dx + dy * dy));
    const float noise = grain.next();
    uint8_t* pixel = &bytes[3 * (film.isMirrored ? y * n + n - 1 - x : i)];
    auto toByte = [&](float channel) {
      const float value = 0.5f + (toSrgb(toneCurve(channel)) - 0.5f) * film.contrast + noise;
      return uint8_t(saturate(value) * 255 + 0.5f);
    };
    pixel[0] = toByte(colour.x);
    pixel[1] = toByte(colour.y);
    pixel[2] = toByte(colour.z);
  }
  return bytes;
}
