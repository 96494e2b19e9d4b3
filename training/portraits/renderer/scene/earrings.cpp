#include "scene/earrings.h"
#include "scene/tube.h"

namespace {

/** A small ring of a thick tube, which looks like a ball. */
void addBall(GrowingMesh& mesh, Vec3 centre, float radius) {
  constexpr int POINTS = 7;
  std::vector<Vec3> ring;
  for (int i = 0; i < POINTS; i++) {
    const float angle = TWO_PI * i / POINTS;
    ring.push_back(centre + Vec3{0, radius * 0.5f * std::cos(angle), radius * 0.5f * std::sin(angle)});
  }
  mesh.addTube(ring, radius * 0.62f, 1, true);
}

void addHoop(GrowingMesh& mesh, Vec3 top, float side, float size) {
  constexpr int POINTS = 22;
  const float radius = 0.05f + 0.09f * size;
  std::vector<Vec3> hoop;
  for (int i = 0; i < POINTS; i++) {
    const float angle = TWO_PI * i / POINTS;
    hoop.push_back(top + Vec3{0.3f * radius * std::sin(angle) * side, radius * (std::cos(angle) - 1),
                              radius * 0.95f * std::sin(angle)});
  }
  mesh.addTube(hoop, 0.007f + 0.006f * size, 1, true);
}

void addDrop(GrowingMesh& mesh, Vec3 top, float side, float size) {
  const float drop = 0.07f + 0.10f * size;
  const Vec3 end = top + Vec3{0.006f * side, -drop, 0};
  mesh.addTube({top, top + Vec3{0.004f * side, -0.5f * drop, 0}, end}, 0.006f, 1, false);
  addBall(mesh, end, 0.022f + 0.016f * size);
}

}  // namespace

void addEarrings(Scene& scene, const Earrings& earrings, Vec3 leftLobe, Vec3 rightLobe) {
  GrowingMesh mesh;
  for (float side : {-1.f, 1.f}) {
    const Vec3 hole = (side > 0 ? leftLobe : rightLobe) + Vec3{0.012f * side, 0.025f, 0.03f};
    addBall(mesh, hole, 0.016f + 0.014f * earrings.size);
    if (earrings.kind == HOOP) {
      addHoop(mesh, hole, side, earrings.size);
    } else if (earrings.kind == DROP) {
      addDrop(mesh, hole, side, earrings.size);
    }
  }
  addOwnMesh(scene, Material::EARRING, std::move(mesh));
}
