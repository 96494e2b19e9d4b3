#include "math/random.h"
#include <algorithm>
#include <cmath>
#include "math/scalar.h"

namespace {

/** SplitMix64 (Steele, Lea and Flood, 2014). */
uint64_t splitMix(uint64_t& state) {
  uint64_t z = (state += 0x9e3779b97f4a7c15ull);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

}  // namespace

Random::Random(PortraitId id, Stream stream) : state(id.seed) {
  splitMix(state);
  state ^= uint64_t(id.index) * 0xd1342543de82ef95ull;
  splitMix(state);
  state ^= uint64_t(stream) * 0xaf251af3b0f025b5ull;
  splitMix(state);
}

float Random::uniform() {
  return (splitMix(state) >> 40) * (1.f / 16777216.f);
}

float Random::normal() {  // Box and Muller, 1958
  const float a = std::max(uniform(), 1e-7f);
  const float b = uniform();
  return std::sqrt(-2 * std::log(a)) * std::cos(TWO_PI * b);
}

float Random::normal(float mean, float deviation, float limit) {
  return mean + deviation * clamp(normal(), -limit, limit);
}

int Random::index(int count) {
  return std::min(count - 1, int(uniform() * count));
}

float Random::gamma(float shape) {  // Marsaglia and Tsang, 2000
  if (shape < 1) {
    const float larger = gamma(shape + 1);
    return larger * std::pow(std::max(uniform(), 1e-7f), 1 / shape);
  }
  const float d = shape - 1 / 3.f, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const float x = normal();
    float v = 1 + c * x;
    if (v <= 0) {
      continue;
    }
    v = v * v * v;
    if (std::log(std::max(uniform(), 1e-9f)) < 0.5f * x * x + d - d * v + d * std::log(v)) {
      return d * v;
    }
  }
}
