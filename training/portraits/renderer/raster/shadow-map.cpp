#include "raster/shadow-map.h"
#include "math/noise.h"

namespace {

constexpr int SIZE = 448;
/** The map shows ± this many decimetres about the head. */
constexpr float EXTENT = 2.05f;
constexpr float FAR_AWAY = -1e9f;
/** A scattered disc of unit radius. */
constexpr int TAPS = 8;
constexpr float DISC[TAPS][2] = {{-0.33f, 0.05f}, {0.55f, -0.45f}, {-0.62f, -0.66f}, {0.12f, 0.68f},
                                 {0.83f, 0.32f},  {-0.85f, 0.42f}, {0.08f, -0.88f},  {0.2f, 0.1f}};
/** Hair's penumbra on what is not hair is wider by this. */
constexpr float HAIR_SPREAD = 2.2f;

bool castsShadow(Material material, bool lensesAreDark) {
  switch (material) {
    case Material::EYE:
    case Material::TEETH:
    case Material::TONGUE:
    case Material::BROW:
    case Material::LASH:
    case Material::LOOSE_HAIR:
    case Material::HAIR_SHELL:
      return false;
    case Material::LENS:
      return lensesAreDark;
    default:
      return true;
  }
}

}  // namespace

ShadowMap::ShadowMap() : solidDepth(SIZE * SIZE), hairDepth(SIZE * SIZE), hairThickness(SIZE * SIZE) {}

ScreenPoint ShadowMap::project(Vec3 position) const {
  const Vec3 from = position - centre;
  return {(dot(from, right) / EXTENT * 0.5f + 0.5f) * SIZE, (dot(from, up) / EXTENT * 0.5f + 0.5f) * SIZE,
          dot(from, light)};
}

void ShadowMap::draw(const Scene& scene, Vec3 direction, const Coverage& coverage, bool lensesAreDark) {
  light = direction;
  right = normalize(cross(Vec3{0, 1, 0}, light));
  up = cross(light, right);
  centre = scene.headCentre + Vec3{0, -0.25f, 0};
  std::fill(solidDepth.begin(), solidDepth.end(), FAR_AWAY);
  std::fill(hairDepth.begin(), hairDepth.end(), FAR_AWAY);
  std::fill(hairThickness.begin(), hairThickness.end(), 0.f);
  for (const bool isHairPass : {false, true}) {
    for (const Part& part : scene.parts) {
      if (castsShadow(part.material, lensesAreDark) && (part.material == Material::HAIR) == isHairPass) {
        drawPart(part, coverage, isHairPass);
      }
    }
  }
}

void ShadowMap::drawPart(const Part& part, const Coverage& coverage, bool isHairPass) {
  std::vector<ScreenPoint> points;
  points.reserve(part.positions.size());
  for (Vec3 position : part.positions) {
    points.push_back(project(position));
  }
  const Topology& topology = *part.topology;
  for (int t = 0; t < topology.triangleCount(); t++) {
    const int* v = topology.triangle(t);
    rasterizeTriangle(points[v[0]], points[v[1]], points[v[2]], SIZE, SIZE, Facing::BOTH,
                      [&](int x, int y, float depth, float b1, float b2) {
                        const int at = y * SIZE + x;
                        const Barycentric place{1 - b1 - b2, b1, b2};
                        if (isHairPass) {
                          if (depth >= solidDepth[at] - 0.06f) {
                            const float alpha = hairAlpha(part, t, place);
                            hairThickness[at] += alpha;
                            if (alpha > 0.3f && depth > hairDepth[at]) {
                              hairDepth[at] = depth;
                            }
                          }
                        } else if (depth > solidDepth[at] &&
                                   (!isCloth(part.material) || coverage.covers(part, t, place, 0.5f))) {
                          solidDepth[at] = depth;
                        }
                      });
  }
}

float ShadowMap::lightAt(Vec3 position, const Lookup& lookup) const {
  const ScreenPoint at = project(position);
  const float angle = hashUnit(lookup.x, lookup.y, 5) * TWO_PI;
  const float c = std::cos(angle), s = std::sin(angle), radius = lookup.radius / EXTENT * 0.5f * SIZE;
  float sum = 0;
  for (const auto& tap : DISC) {
    const int x = int(at.x + radius * (tap[0] * c - tap[1] * s)),
              y = int(at.y + radius * (tap[0] * s + tap[1] * c));
    if (x < 0 || y < 0 || x >= SIZE || y >= SIZE) {
      sum += 1;
      continue;
    }
    float arrives = solidDepth[y * SIZE + x] < at.depth + lookup.bias ? 1.f : 0.f;
    int hair = y * SIZE + x;
    if (!lookup.isInHair) {
      hair = std::clamp(int(at.y + HAIR_SPREAD * (y - at.y)), 0, SIZE - 1) * SIZE +
             std::clamp(int(at.x + HAIR_SPREAD * (x - at.x)), 0, SIZE - 1);
    }
    if (hairDepth[hair] > at.depth + lookup.bias) {
      arrives *= lookup.isInHair
                     ? 0.10f + 0.90f * fastExp2(-4.0f * (hairDepth[hair] - at.depth - lookup.bias))
                     : 0.40f + 0.60f * fastExp2(-0.50f * hairThickness[hair]);
    }
    sum += arrives;
  }
  return sum * 0.125f;
}
