#include "light/environment-map.h"
#include <algorithm>

namespace {

/** The map is analysed at this size, and its blurred copy is smaller still. */
constexpr int CELLS_X = 128, CELLS_Y = 64, BLURRED_X = 48, BLURRED_Y = 24;
constexpr int MAX_SOURCES = 3;
/** What may start a source, and where one ends, in multiples of the map's mean luminance. */
constexpr float SOURCE_PEAK = 3, SOURCE_EDGE = 1.6f;
/**
 * The cosine of the angle within which light belongs to the same source, or to the same blurred texel
 * (22°).
 */
constexpr float CLOSE = 0.93f;
/** The least share of all light that is worth a source of its own. */
constexpr float LEAST_SHARE = 0.02f;
/** Lower directions are ground that the sun lights, not a source. */
constexpr float LOWEST_SOURCE = -0.25f;

/** The real spherical harmonics of degree 0, 1 and 2. */
void harmonicBasis(Vec3 n, float* y) {
  y[0] = 0.282095f;
  y[1] = 0.488603f * n.y;
  y[2] = 0.488603f * n.z;
  y[3] = 0.488603f * n.x;
  y[4] = 1.092548f * n.x * n.y;
  y[5] = 1.092548f * n.y * n.z;
  y[6] = 0.315392f * (3 * n.z * n.z - 1);
  y[7] = 1.092548f * n.x * n.z;
  y[8] = 0.546274f * (n.x * n.x - n.y * n.y);
}

/** Abramowitz and Stegun, 4.4.45. */
float fastAcos(float x) {
  const float a = std::fabs(x);
  float r = ((-0.0187293f * a + 0.0742610f) * a - 0.2121144f) * a + 1.5707288f;
  r *= std::sqrt(std::max(0.f, 1 - a));
  return x < 0 ? PI - r : r;
}

struct MapPosition {
  float u, v;
};

MapPosition positionOf(Vec3 direction) {
  return {std::atan2(direction.x, -direction.z) * INVERSE_TWO_PI + 0.5f,
          fastAcos(clamp(direction.y, -1, 1)) * INVERSE_PI};
}

Vec3 directionAt(float u, float v) {
  const float azimuth = (u - 0.5f) * TWO_PI, polar = v * PI, s = std::sin(polar);
  return {s * std::sin(azimuth), std::cos(polar), -s * std::cos(azimuth)};
}

/** Bilinear, round the horizon and clamped at the poles. */
template <class Texel>
Vec3 sampleMap(Vec3 direction, int width, int height, Texel&& texel) {
  const auto [u, v] = positionOf(direction);
  const float x = u * width - 0.5f, y = clamp(v * height - 0.5f, 0, height - 1.001f);
  const int left = int(std::floor(x)), top = int(y);
  const float fx = x - left, fy = y - top;
  const int xa = (left + width) % width, xb = (left + 1 + width) % width;
  return lerp(lerp(texel(xa, top), texel(xb, top), fx), lerp(texel(xa, top + 1), texel(xb, top + 1), fx), fy);
}

}  // namespace

struct EnvironmentMap::Cell {
  Vec3 radiance, direction;
  float solidAngle;
};

EnvironmentMap::EnvironmentMap(const AssetArray& array)
    : width(array.dimensions.at(1)), height(array.dimensions.at(0)), texels(array.as<uint8_t>()) {
  for (int exponent = 0; exponent < 256; exponent++) {
    scaleOfExponent[exponent] = std::ldexp(1.f, exponent - 128 - 8);
  }
  std::vector<Cell> cells = reduce();
  takeSources(cells);
  projectHarmonics(cells);
  blur(cells);
}

Vec3 EnvironmentMap::texel(int x, int y) const {
  const uint8_t* rgbe = texels + 4 * (y * width + x);
  const float scale = scaleOfExponent[rgbe[3]];
  return {rgbe[0] * scale, rgbe[1] * scale, rgbe[2] * scale};
}

std::vector<EnvironmentMap::Cell> EnvironmentMap::reduce() const {
  std::vector<Cell> cells(CELLS_X * CELLS_Y);
  const int factor = width / CELLS_X;
  for (int y = 0; y < CELLS_Y; y++) {
    for (int x = 0; x < CELLS_X; x++) {
      Vec3 sum;
      for (int j = 0; j < factor; j++) {
        for (int i = 0; i < factor; i++) {
          sum += texel(x * factor + i, y * factor + j);
        }
      }
      cells[y * CELLS_X + x] = {sum * (1.f / (factor * factor)),
                                directionAt((x + 0.5f) / CELLS_X, (y + 0.5f) / CELLS_Y),
                                std::sin(PI * (y + 0.5f) / CELLS_Y) * TWO_PI / CELLS_X * PI / CELLS_Y};
    }
  }
  return cells;
}

void EnvironmentMap::takeSources(std::vector<Cell>& cells) {
  double total = 0, solidAngle = 0;
  for (const Cell& cell : cells) {
    total += luminance(cell.radiance) * cell.solidAngle;
    solidAngle += cell.solidAngle;
  }
  const float mean = float(total / solidAngle);
  auto lightAround = [&](int cell) {  // in 7×7 cells
    const int x = cell % CELLS_X, y = cell / CELLS_X;
    float sum = 0;
    for (int j = -3; j <= 3; j++) {
      for (int i = -3; i <= 3; i++) {
        if (y + j >= 0 && y + j < CELLS_Y) {
          const Cell& near = cells[(y + j) * CELLS_X + (x + i + CELLS_X) % CELLS_X];
          sum += luminance(near.radiance) * near.solidAngle;
        }
      }
    }
    return sum;
  };
  for (int source = 0; source < MAX_SOURCES; source++) {
    int brightest = -1;
    float most = -1;
    for (int i = 0; i < int(cells.size()); i++) {
      if (luminance(cells[i].radiance) < SOURCE_PEAK * mean || cells[i].direction.y < LOWEST_SOURCE) {
        continue;
      }
      const float light = lightAround(i);
      if (light > most) {
        most = light;
        brightest = i;
      }
    }
    if (brightest < 0) {
      break;
    }
    const Vec3 peak = cells[brightest].direction;
    Vec3 colour, weightedDirection;
    float weight = 0;
    for (Cell& cell : cells) {
      if (dot(cell.direction, peak) > CLOSE && luminance(cell.radiance) > SOURCE_EDGE * mean) {
        const Vec3 excess = cell.radiance * (1 - SOURCE_EDGE * mean / luminance(cell.radiance));
        const float light = luminance(excess) * cell.solidAngle;
        colour += excess * (cell.solidAngle * INVERSE_PI);
        weightedDirection += cell.direction * light;
        weight += light;
        cell.radiance = cell.radiance - excess;
      }
    }
    if (weight < LEAST_SHARE * float(total)) {
      break;
    }
    const float spread = std::sqrt(std::max(0.f, 1 - length(weightedDirection) / weight));
    brightSources.push_back({normalize(weightedDirection), colour, spread});
  }
  std::sort(brightSources.begin(), brightSources.end(),
            [](const Source& a, const Source& b) { return luminance(a.colour) > luminance(b.colour); });
}

void EnvironmentMap::projectHarmonics(const std::vector<Cell>& cells) {
  // Convolution with the cosine lobe (Ramamoorthi and Hanrahan, 2001), degree 2 slightly less than their 1/4
  // against ringing.
  static constexpr float LOBE[9] = {1, 0.6667f, 0.6667f, 0.6667f, 0.21f, 0.21f, 0.21f, 0.21f, 0.21f};
  for (const Cell& cell : cells) {
    float basis[9];
    harmonicBasis(cell.direction, basis);
    for (int k = 0; k < 9; k++) {
      harmonics[k] += cell.radiance * (cell.solidAngle * basis[k] * LOBE[k]);
    }
  }
}

void EnvironmentMap::blur(const std::vector<Cell>& cells) {
  blurred.resize(BLURRED_X * BLURRED_Y);
  for (int y = 0; y < BLURRED_Y; y++) {
    for (int x = 0; x < BLURRED_X; x++) {
      const Vec3 direction = directionAt((x + 0.5f) / BLURRED_X, (y + 0.5f) / BLURRED_Y);
      Vec3 sum;
      float weight = 0;
      for (const Cell& cell : cells) {
        const float cosine = dot(direction, cell.direction);
        if (cosine >= CLOSE) {
          const float w = (cosine - CLOSE) * cell.solidAngle;
          sum += cell.radiance * w;
          weight += w;
        }
      }
      blurred[y * BLURRED_X + x] = sum * (1 / std::max(weight, 1e-9f));
    }
  }
}

Vec3 EnvironmentMap::radiance(Vec3 direction) const {
  return sampleMap(direction, width, height, [&](int x, int y) { return texel(x, y); });
}

Vec3 EnvironmentMap::reflection(Vec3 direction) const {
  return sampleMap(direction, BLURRED_X, BLURRED_Y, [&](int x, int y) { return blurred[y * BLURRED_X + x]; });
}

Vec3 EnvironmentMap::irradiance(Vec3 normal) const {
  float basis[9];
  harmonicBasis(normal, basis);
  Vec3 sum;
  for (int k = 0; k < 9; k++) {
    sum += harmonics[k] * basis[k];
  }
  return notNegative(sum);
}
