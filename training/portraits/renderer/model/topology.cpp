#include "model/topology.h"
#include "math/noise.h"

void Topology::addTriangleOf(const Topology& other, int triangle) {
  for (int corner = 0; corner < 3; corner++) {
    vertices.push_back(other.vertices[3 * triangle + corner]);
    uvIndices.push_back(other.uvIndices[3 * triangle + corner]);
  }
}

void Topology::finishUntextured(int count) {
  vertexCount = count;
  uvIndices.assign(vertices.size(), 0);
  uvs.assign(2, 0.f);
  makeOneComponent();
}

void Topology::makeOneComponent() {
  components.assign(triangleCount(), 0);
}

void Topology::findComponents() {
  std::vector<int> parent(vertexCount);  // disjoint sets, with path halving
  for (int i = 0; i < vertexCount; i++) {
    parent[i] = i;
  }
  auto find = [&](int x) {
    while (parent[x] != x) {
      x = parent[x] = parent[parent[x]];
    }
    return x;
  };
  for (int t = 0; t < triangleCount(); t++) {
    const int root = find(triangle(t)[0]);
    parent[find(triangle(t)[1])] = root;
    parent[find(triangle(t)[2])] = root;
  }
  components.resize(triangleCount());
  for (int t = 0; t < triangleCount(); t++) {
    components[t] = uint16_t(hash32(find(triangle(t)[0])) & 0xffff);
  }
}

Topology loadTopology(const AssetFile& assets, const std::string& prefix, int vertexCount) {
  const AssetArray &faces = assets.get(prefix + "f"), &uvFaces = assets.get(prefix + "ft"),
                   &uvs = assets.get(prefix + "vt");
  Topology topology;
  topology.vertexCount = vertexCount;
  topology.vertices.assign(faces.as<int>(), faces.as<int>() + 3 * faces.count());
  topology.uvIndices.assign(uvFaces.as<int>(), uvFaces.as<int>() + 3 * faces.count());
  topology.uvs.assign(uvs.as<float>(), uvs.as<float>() + 2 * uvs.count());
  topology.findComponents();
  return topology;
}

std::vector<Vec3> normalsOf(const Topology& topology, const std::vector<Vec3>& positions) {
  std::vector<Vec3> normals(positions.size());
  for (int t = 0; t < topology.triangleCount(); t++) {
    const int* v = topology.triangle(t);
    const Vec3 area = cross(positions[v[1]] - positions[v[0]], positions[v[2]] - positions[v[0]]);
    for (int corner = 0; corner < 3; corner++) {
      normals[v[corner]] += area;
    }
  }
  for (Vec3& normal : normals) {
    normal = normalize(normal);
  }
  return normals;
}

std::vector<Vec3> tangentsOf(const Topology& topology, const std::vector<Vec3>& positions) {
  std::vector<Vec3> tangents(positions.size());
  for (int t = 0; t < topology.triangleCount(); t++) {
    const int* v = topology.triangle(t);
    const float *a = topology.uv(t, 0), *b = topology.uv(t, 1), *c = topology.uv(t, 2);
    const float u1 = b[0] - a[0], v1 = b[1] - a[1], u2 = c[0] - a[0], v2 = c[1] - a[1];
    const float determinant = u1 * v2 - u2 * v1;
    if (std::fabs(determinant) < 1e-12f) {
      continue;
    }
    const Vec3 edge1 = positions[v[1]] - positions[v[0]], edge2 = positions[v[2]] - positions[v[0]];
    const Vec3 alongV = (edge2 * u1 - edge1 * u2) * (determinant > 0 ? 1.f : -1.f);
    for (int corner = 0; corner < 3; corner++) {
      tangents[v[corner]] += alongV;
    }
  }
  for (Vec3& tangent : tangents) {
    tangent = normalize(tangent);
  }
  return tangents;
}
