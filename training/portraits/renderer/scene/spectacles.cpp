#include "scene/spectacles.h"
#include "scene/tube.h"

namespace {

/** Height over width of a lens, and the exponent of the superellipse that it follows, by FrameShape. */
constexpr float ASPECTS[5] = {0.88f, 0.66f, 0.72f, 0.80f, 0.62f};
constexpr float EXPONENTS[5] = {2.0f, 4.5f, 2.4f, 2.8f, 3.6f};
/** The distance of the eyes, in decimetres, for which the sizes here are meant. */
constexpr float USUAL_EYE_DISTANCE = 0.62f;
constexpr int OUTLINE_POINTS = 40;
/** π to the precision that the outlines were designed with. */
constexpr float HALF_TURN = 3.1416f;

class Spectacles {
 public:
  Spectacles(const Scene& scene, const Glasses& glasses, Vec3 noseBridge)
      : glasses(glasses),
        scale(scene.eyeDistance / USUAL_EYE_DISTANCE),
        front(std::max(noseBridge.z + 0.03f,
                       0.5f * (scene.leftEye.z + scene.rightEye.z) + scene.eyeRadius + 0.17f * scale)),
        halfWidth(0.250f * scale * glasses.lensWidth * (glasses.shape == ROUND ? 0.92f : 1.08f) *
                  (glasses.kind == SUNGLASSES ? 1.1f : 1)),
        halfHeight(halfWidth * ASPECTS[glasses.shape] * glasses.lensHeight),
        middle((scene.leftEye + scene.rightEye) * 0.5f),
        lensX(0.345f * scale),
        lensY(middle.y - 0.02f * scale - 0.04f * halfHeight),
        radius(glasses.thickness * scale) {}

  void addRims() {
    const bool isHalfRim = glasses.shape == HALF_RIM && glasses.isMetal;
    for (float side : {-1.f, 1.f}) {
      std::vector<Vec3> rim;
      if (isHalfRim) {
        constexpr int POINTS = OUTLINE_POINTS / 2 + 4;
        for (int i = 0; i <= POINTS; i++) {
          rim.push_back(outline(side, 0.26f + (HALF_TURN - 0.52f) * i / POINTS, 1));
        }
      } else {
        rim = wholeOutline(side);
      }
      frame.addTube(rim, radius, 1.f, !isHalfRim);
      addLens(side);
      addTemple(side);
    }
    addBridge();
  }

  GrowingMesh frame, lenses;
  Vec3 ears[2];

 private:
  /** Frames follow the face: a parabola, seen from above. */
  float depthAt(float x) const {
    const float t = x / (USUAL_EYE_DISTANCE * scale);
    return front - 0.11f * scale * t * t;
  }

  /** A point of a lens's outline (or inside, where `share` < 1); angle 0 points outwards, side +1 to +x. */
  Vec3 outline(float side, float angle, float share) const {
    const float c = std::cos(angle), s = std::sin(angle), exponent = 2 / EXPONENTS[glasses.shape];
    float x = std::copysign(std::pow(std::fabs(c), exponent), c);
    float y = std::copysign(std::pow(std::fabs(s), exponent), s);
    if (glasses.shape == AVIATOR) {
      x += 0.10f * (y < 0 ? y : 0);
      y *= y < 0 ? 1.1f : 0.9f;
    }
    if (glasses.shape == UPSWEPT) {
      y += 0.16f * std::max(0.f, x) * (y > 0 ? 1.f : 0.3f);
    }
    const float fromMiddle = side * (lensX + halfWidth * x * share);
    return {middle.x + fromMiddle, lensY + halfHeight * y * share, depthAt(fromMiddle)};
  }

  std::vector<Vec3> wholeOutline(float side) const {
    std::vector<Vec3> points;
    for (int i = 0; i < OUTLINE_POINTS; i++) {
      points.push_back(outline(side, TWO_PI * i / OUTLINE_POINTS, 1));
    }
    return points;
  }

  /** A fan about the middle; its normals bulge, so that reflections move over it. */
  void addLens(float side) {
    const int centre = int(lenses.positions.size());
    lenses.positions.push_back(outline(side, 0, 0));
    for (Vec3 point : wholeOutline(side)) {
      lenses.positions.push_back(point);
    }
    for (int i = 0; i < OUTLINE_POINTS; i++) {
      for (int vertex : {centre, centre + 1 + i, centre + 1 + (i + 1) % OUTLINE_POINTS}) {
        lenses.topology.vertices.push_back(vertex);
      }
    }
    for (size_t i = centre; i < lenses.positions.size(); i++) {
      const Vec3 at = lenses.positions[i];
      const float x = at.x - middle.x, ownSide = x > 0 ? 1 : -1;
      lenses.normals.push_back(
          normalize(Vec3{x * 0.35f + (x - ownSide * lensX) * 0.6f, (at.y - lensY) * 0.6f, 1}));
    }
  }

  /** From the hinge to the ear, and down behind it. */
  void addTemple(float side) {
    const Vec3 hinge = outline(side, 0.25f, 1.02f);
    Vec3 ear = ears[side > 0];
    ear.x += side * 0.05f;
    ear.y += 0.02f;
    const Vec3 bend{hinge.x + side * 0.035f * scale, hinge.y, hinge.z - 0.05f * scale};
    std::vector<Vec3> temple{hinge, bend};
    for (int i = 1; i <= 10; i++) {
      const float share = i / 10.f;
      Vec3 point = lerp(bend, ear, share);
      point.x = lerp(bend.x, ear.x, std::pow(share, 0.62f));
      temple.push_back(point);
    }
    temple.push_back(ear + Vec3{0, -0.14f, -0.16f});
    frame.addTube(temple, std::max(radius * 0.85f, 0.010f), glasses.isMetal ? 1.f : 1.7f, false);
  }

  void addBridge() {
    const Vec3 from = outline(-1, HALF_TURN - 0.35f, 1), to = outline(1, HALF_TURN - 0.35f, 1);
    std::vector<Vec3> bridge;
    for (int i = 0; i <= 8; i++) {
      const float share = i / 8.f;
      Vec3 point = lerp(from, to, share);
      point.y += 0.045f * scale * 4 * share * (1 - share);
      point.z += 0.03f * 4 * share * (1 - share);
      bridge.push_back(point);
    }
    frame.addTube(bridge, radius, 1.f, false);
  }

  const Glasses& glasses;
  const float scale, front, halfWidth, halfHeight;
  const Vec3 middle;
  /** The middle of a lens, from the middle of the face. */
  const float lensX, lensY, radius;
};

}  // namespace

void addSpectacles(Scene& scene, const Glasses& glasses, Vec3 noseBridge, Vec3 leftEar, Vec3 rightEar) {
  Spectacles spectacles(scene, glasses, noseBridge);
  spectacles.ears[0] = rightEar;
  spectacles.ears[1] = leftEar;
  spectacles.addRims();
  addOwnMesh(scene, Material::FRAME, std::move(spectacles.frame));
  addOwnMesh(scene, Material::LENS, std::move(spectacles.lenses));
}
