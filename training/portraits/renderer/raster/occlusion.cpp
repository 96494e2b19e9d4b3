#include "raster/occlusion.h"
#include "raster/triangle.h"
#include "scene/hair.h"

namespace {

/** Directions over the sphere, and the side of the depth map for each, which shows ± EXTENT decimetres. */
constexpr int DIRECTIONS = 56, MAP_SIZE = 160;
constexpr float EXTENT = 2.3f;
/** Light from straight below never counts. */
constexpr float LOWEST = -0.85f;
/** Alpha, in bytes, from which hair hides. */
constexpr int HIDING_ALPHA = 90;

struct Mesh {
  const Topology& topology;
  std::vector<Vec3> positions;
  Texture hairTexture;
  std::vector<Vec3> normals;
  std::vector<float> seen, possible;

  bool isHair() const { return bool(hairTexture); }
};

Mesh makeMesh(const Topology& topology, std::vector<Vec3> positions, Texture hairTexture, Vec3 centre) {
  Mesh mesh{topology, std::move(positions), hairTexture, {}, {}, {}};
  mesh.normals = normalsOf(topology, mesh.positions);
  mesh.seen.assign(mesh.positions.size(), 0);
  mesh.possible.assign(mesh.positions.size(), 0);
  if (mesh.isHair()) {  // cards have two sides: take the outer one, and lean it outwards
    for (size_t i = 0; i < mesh.normals.size(); i++) {
      Vec3& normal = mesh.normals[i];
      const Vec3 outwards = normalize(mesh.positions[i] - centre);
      if (dot(normal, outwards) < 0) {
        normal = normal * -1.f;
      }
      normal = normalize(normal + outwards * 0.8f);
    }
  }
  return mesh;
}

/** An orthographic depth map in one direction; larger is nearer to the light. */
class DepthMap {
 public:
  DepthMap(Vec3 light, Vec3 centre)
      : light(light),
        centre(centre),
        right(normalize(cross(std::fabs(light.y) > 0.9f ? Vec3{1, 0, 0} : Vec3{0, 1, 0}, light))),
        up(cross(light, right)),
        depths(MAP_SIZE * MAP_SIZE, -1e9f) {}

  void draw(const Mesh& mesh) {
    std::vector<ScreenPoint> points;
    for (Vec3 position : mesh.positions) {
      points.push_back(project(position));
    }
    for (int t = 0; t < mesh.topology.triangleCount(); t++) {
      const int* v = mesh.topology.triangle(t);
      rasterizeTriangle(points[v[0]], points[v[1]], points[v[2]], MAP_SIZE, MAP_SIZE, Facing::BOTH,
                        [&](int x, int y, float depth, float b1, float b2) {
                          float& nearest = depths[y * MAP_SIZE + x];
                          if (depth <= nearest) {
                            return;
                          }
                          if (mesh.isHair()) {
                            const auto [u, w] = uvAt(mesh.topology, t, {1 - b1 - b2, b1, b2});
                            if (nearestAlpha(mesh.hairTexture, u, w) < HIDING_ALPHA) {
                              return;
                            }
                          }
                          nearest = depth;
                        });
    }
  }

  void addVisible(Mesh& mesh) const {
    const float bias = mesh.isHair() ? 0.10f : 0.045f;
    for (size_t i = 0; i < mesh.normals.size(); i++) {
      float cosine = dot(mesh.normals[i], light);
      if (mesh.isHair()) {
        cosine = 0.3f + 0.7f * cosine;
      }
      if (cosine <= 0) {
        continue;
      }
      const ScreenPoint at = project(mesh.positions[i] + mesh.normals[i] * bias);
      const int x = int(at.x), y = int(at.y);
      float visible = 1;
      if (x >= 0 && y >= 0 && x < MAP_SIZE && y < MAP_SIZE) {
        visible = 1 - smoothstep(0.0f, 0.06f, depths[y * MAP_SIZE + x] - at.depth - 0.02f);
      }
      mesh.seen[i] += cosine * visible;
      mesh.possible[i] += cosine;
    }
  }

 private:
  ScreenPoint project(Vec3 position) const {
    const Vec3 from = position - centre;
    return {(dot(from, right) / EXTENT * 0.5f + 0.5f) * MAP_SIZE,
            (dot(from, up) / EXTENT * 0.5f + 0.5f) * MAP_SIZE, dot(from, light)};
  }

  const Vec3 light, centre, right, up;
  std::vector<float> depths;
};

std::vector<float> shareSeen(const Mesh& mesh) {
  std::vector<float> share;
  for (size_t i = 0; i < mesh.seen.size(); i++) {
    share.push_back(mesh.possible[i] > 0 ? mesh.seen[i] / mesh.possible[i] : 0.f);
  }
  return share;
}

Occlusion bakeStyle(const HeadModel& model, const std::vector<Vec3>& body, int style) {
  const Vec3 centre = model.joint(body, "head") + Vec3{0, 0.2f, 0.4f};
  const Proxy& eyes = model.proxy("eyes");
  std::vector<Mesh> meshes;
  meshes.push_back(makeMesh(model.topology, body, {}, centre));
  meshes.push_back(makeMesh(eyes.topology, eyes.fit(body), {}, centre));
  if (style != NO_HAIR_MESH) {
    const std::string name = std::string("hair/") + HAIR_NAMES[style];
    const Proxy& hair = model.proxy(name);
    std::vector<Vec3> positions = hair.fit(body);
    if (isSwept(style)) {
      combUp(positions, hair, 0.5f * (model.joint(body, "l-eye").y + model.joint(body, "r-eye").y), 0.6f);
    }
    meshes.push_back(makeMesh(hair.topology, std::move(positions), model.assets.texture(name), centre));
  }
  for (int k = 0; k < DIRECTIONS; k++) {
    const float y = 1 - 2 * (k + 0.5f) / DIRECTIONS, angle = k * GOLDEN_ANGLE, radius = std::sqrt(1 - y * y);
    if (y < LOWEST) {
      continue;
    }
    DepthMap map({radius * std::cos(angle), y, radius * std::sin(angle)}, centre);
    for (const Mesh& mesh : meshes) {
      map.draw(mesh);
    }
    for (Mesh& mesh : meshes) {
      map.addVisible(mesh);
    }
  }
  return {shareSeen(meshes[0]), shareSeen(meshes[1]),
          style == NO_HAIR_MESH ? std::vector<float>{} : shareSeen(meshes[2])};
}

}  // namespace

OcclusionTable bakeOcclusion(const HeadModel& model) {
  constexpr float THIRD = 1 / 3.f;
  const std::vector<Vec3> body = model.averageHead({0.5f, 28, {THIRD, THIRD, THIRD}, 0.5f, 0.5f});
  OcclusionTable table;
  for (int style = 0; style <= NO_HAIR_MESH; style++) {
    table.push_back(bakeStyle(model, body, style));
  }
  return table;
}
