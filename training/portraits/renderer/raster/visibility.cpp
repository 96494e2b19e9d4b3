#include "raster/visibility.h"
#include "math/noise.h"

namespace {

/** The order in which the samples of a pixel reach a growing alpha, for 4×4, 3×3 and 2×2 samples. */
constexpr int ORDER_4[16] = {0, 9, 3, 13, 11, 5, 15, 6, 2, 14, 1, 8, 12, 7, 10, 4};
constexpr int ORDER_3[9] = {0, 5, 7, 4, 8, 2, 6, 1, 3};
constexpr int ORDER_2[4] = {0, 2, 3, 1};

/**
 * Closed surfaces, whose back is never seen. y points down on the screen: their front has a negative area.
 */
Facing facingOf(Material material) {
  switch (material) {
    case Material::SKIN:
    case Material::EYE:
    case Material::TEETH:
    case Material::TONGUE:
      return Facing::NEGATIVE_AREA;
    default:
      return Facing::BOTH;
  }
}

bool isHidden(const Part& part, const int* triangle) {
  const auto* hidden = part.hiddenVertices;
  return hidden && !hidden->empty() && (*hidden)[triangle[0]] && (*hidden)[triangle[1]] &&
         (*hidden)[triangle[2]];
}

}  // namespace

VisibilityBuffer::VisibilityBuffer(int pixels)
    : samplesPerPixelSide(samplesPerSide(pixels)), side(pixels * samplesPerPixelSide) {}

void VisibilityBuffer::Layer::clear(size_t count) {
  depths.assign(count, 0.f);
  ids.assign(count, NOTHING);
  b1.resize(count);
  b2.resize(count);
}

void VisibilityBuffer::Layer::set(int index, float depth, uint32_t id, float weight1, float weight2) {
  depths[index] = depth;
  ids[index] = id;
  b1[index] = weight1;
  b2[index] = weight2;
}

void VisibilityBuffer::draw(const Scene& scene, const Camera& camera, const Coverage& coverage) {
  front.clear(side * side);
  lens.clear(side * side);
  for (size_t i = 0; i < scene.parts.size(); i++) {
    drawPart(scene, i, camera, coverage);
  }
}

float VisibilityBuffer::thresholdAt(int x, int y, uint32_t layer) const {
  const int n = samplesPerPixelSide, cell = (y % n) * n + x % n;
  const int* order = n == 4 ? ORDER_4 : n == 3 ? ORDER_3 : ORDER_2;
  float threshold = (order[cell] + 0.5f) / (n * n) + hashUnit(x / n, y / n, layer);
  threshold -= std::floor(threshold);
  return 0.02f + 0.96f * threshold;
}

void VisibilityBuffer::drawPart(const Scene& scene, size_t index, const Camera& camera,
                                const Coverage& coverage) {
  const Part& part = scene.parts[index];
  const Topology& topology = *part.topology;
  std::vector<ScreenPoint> points;
  points.reserve(part.positions.size());
  for (Vec3 position : part.positions) {
    ScreenPoint point = camera.project(position);
    if (part.depthBias != 0) {
      const Vec3 nearer = position + normalize(scene.camera - position) * part.depthBias;
      point.depth = camera.project(nearer).depth;
    }
    points.push_back(point);
  }
  Layer& target = part.material == Material::LENS ? lens : front;
  const bool isPartial = Coverage::isPartial(part.material);
  for (int t = 0; t < topology.triangleCount(); t++) {
    const int* v = topology.triangle(t);
    if (isHidden(part, v)) {
      continue;
    }
    const uint32_t layer = topology.components[t] + part.layer();
    const uint32_t id = uint32_t(index) << TRIANGLE_BITS | t;
    rasterizeTriangle(
        points[v[0]], points[v[1]], points[v[2]], side, side, facingOf(part.material),
        [&](int x, int y, float depth, float b1, float b2) {
          const int at = y * side + x;
          if (depth <= target.depths[at]) {
            return;
          }
          if (isPartial && !coverage.covers(part, t, {1 - b1 - b2, b1, b2}, thresholdAt(x, y, layer))) {
            return;
          }
          target.set(at, depth, id, b1, b2);
        });
  }
}
