/**
 * What each sample of the picture shows: part, triangle and place in it; and the lens of spectacles before
 * it, if any.
 */
#pragma once
#include "raster/coverage.h"
#include "raster/triangle.h"
#include "scene/scene.h"

/** A pinhole camera on the z axis before the eyes. */
class Camera {
 public:
  /** @param side of the picture in samples */
  Camera(const Scene& scene, const Framing& framing, int side)
      : betweenEyes(scene.betweenEyes),
        framing(framing),
        side(side),
        zoom(framing.eyeDistance / scene.eyeDistance * framing.cameraDistance) {}

  /** The depth is one over the distance from the camera, in decimetres. */
  ScreenPoint project(Vec3 p) const {
    const Vec3 from = p - betweenEyes;
    const float inverseDistance = 1 / (framing.cameraDistance - from.z);
    return {(framing.x + zoom * from.x * inverseDistance) * side,
            (framing.y - zoom * from.y * inverseDistance) * side, inverseDistance};
  }

 private:
  const Vec3 betweenEyes;
  const Framing& framing;
  const int side;
  const float zoom;
};

/** Samples along the side of a pixel, by the size of the picture: small pictures can afford more. */
constexpr int samplesPerSide(int pixels) {
  return pixels <= 128 ? 4 : pixels <= 256 ? 3 : 2;
}

struct Sample {
  int part, triangle;
  Barycentric at;
};

class VisibilityBuffer {
 public:
  explicit VisibilityBuffer(int pixels);
  void draw(const Scene& scene, const Camera& camera, const Coverage& coverage);

  const int samplesPerPixelSide, side;

  bool isBackground(int index) const { return front.ids[index] == NOTHING; }
  int partAt(int index) const { return front.ids[index] >> TRIANGLE_BITS; }
  Sample sampleAt(int index) const { return front.sampleAt(index); }
  /** One over the distance of what is seen. */
  float depthAt(int index) const { return front.depths[index]; }
  bool hasLensBefore(int index) const {
    return lens.depths[index] > 0 && lens.depths[index] > front.depths[index];
  }
  Sample lensAt(int index) const { return lens.sampleAt(index); }

 private:
  static constexpr uint32_t NOTHING = ~0u;
  static constexpr int TRIANGLE_BITS = 24;

  struct Layer {
    std::vector<float> depths, b1, b2;
    std::vector<uint32_t> ids;

    void clear(size_t count);
    void set(int index, float depth, uint32_t id, float weight1, float weight2);
    Sample sampleAt(int index) const {
      return {int(ids[index] >> TRIANGLE_BITS),
              int(ids[index] & ((1u << TRIANGLE_BITS) - 1)),
              {1 - b1[index] - b2[index], b1[index], b2[index]}};
    }
  };

  /**
   * The threshold in (0, 1) of a sample against alpha: stratified in each pixel, shifted by pixel and
   * layer.
   */
  float thresholdAt(int x, int y, uint32_t layer) const;
  void drawPart(const Scene& scene, size_t index, const Camera& camera, const Coverage& coverage);

  Layer front, lens;
};
