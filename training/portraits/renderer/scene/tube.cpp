#include "scene/tube.h"
#include "scene/scene.h"

void GrowingMesh::addTube(const std::vector<Vec3>& line, float radius, float flatness, bool isClosed) {
  constexpr int SIDES = 7;
  const int count = int(line.size()), first = int(positions.size());
  for (int i = 0; i < count; i++) {
    const Vec3 before = line[isClosed ? (i + count - 1) % count : std::max(0, i - 1)];
    const Vec3 after = line[isClosed ? (i + 1) % count : std::min(count - 1, i + 1)];
    const Vec3 along = normalize(after - before);
    const Vec3 across = std::fabs(along.z) > 0.9f ? normalize(cross(Vec3{0, 1, 0}, along))
                                                  : normalize(cross(Vec3{0, 0, 1}, along));
    const Vec3 up = cross(along, across);
    for (int side = 0; side < SIDES; side++) {
      const float angle = TWO_PI * side / SIDES;
      const float c = std::cos(angle), s = std::sin(angle);
      const Vec3 offset = across * c + up * (s * flatness);
      positions.push_back(line[i] + offset * radius);
      normals.push_back(normalize(across * c + up * (s / flatness)));
    }
  }
  for (int i = 0; i < (isClosed ? count : count - 1); i++) {
    for (int side = 0; side < SIDES; side++) {
      const int a = first + i * SIDES, b = first + ((i + 1) % count) * SIDES;
      const int next = (side + 1) % SIDES;
      for (int vertex : {a + side, a + next, b + side, a + next, b + next, b + side}) {
        topology.vertices.push_back(vertex);
      }
    }
  }
}

void addOwnMesh(Scene& scene, Material material, GrowingMesh mesh) {
  const size_t count = mesh.positions.size();
  mesh.topology.finishUntextured(int(count));
  scene.ownTopologies.push_back(std::move(mesh.topology));
  Part& part = scene.add(material, scene.ownTopologies.back(), std::move(mesh.positions),
                         std::vector<float>(count, 1.f));
  part.normals = std::move(mesh.normals);
}
