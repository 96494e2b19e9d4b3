/** The immutable connectivity of a mesh, and what follows from it for given positions. */
#pragma once
#include <string>
#include <vector>
#include "assets/asset-file.h"
#include "math/vector.h"

struct Topology {
  int vertexCount = 0;
  /** Three for each triangle: indices of vertices, and of texture coordinates. */
  std::vector<int> vertices, uvIndices;
  /** u and v for each texture coordinate. */
  std::vector<float> uvs;
  /** For each triangle, a hash of the connected component that it belongs to: hair cards, mostly. */
  std::vector<uint16_t> components;

  int triangleCount() const { return int(vertices.size() / 3); }
  const int* triangle(int index) const { return &vertices[3 * index]; }
  const float* uv(int triangle, int corner) const { return &uvs[2 * uvIndices[3 * triangle + corner]]; }

  /** Adds a triangle of another mesh with the same vertices and texture coordinates. */
  void addTriangleOf(const Topology& other, int triangle);
  /** For meshes without a texture, after their triangles are known: no texture coordinates, one component. */
  void finishUntextured(int vertexCount);
  void findComponents();
  void makeOneComponent();
};

/** The arrays PREFIXf, PREFIXft and PREFIXvt. */
Topology loadTopology(const AssetFile& assets, const std::string& prefix, int vertexCount);

/** The weights of a point's corners in its triangle, which sum to 1. */
struct Barycentric {
  float b0, b1, b2;
};

struct Uv {
  float u, v;
};

inline Uv uvAt(const Topology& topology, int triangle, Barycentric at) {
  const float *a = topology.uv(triangle, 0), *b = topology.uv(triangle, 1), *c = topology.uv(triangle, 2);
  return {a[0] * at.b0 + b[0] * at.b1 + c[0] * at.b2, a[1] * at.b0 + b[1] * at.b1 + c[1] * at.b2};
}

/** The value at a point of what is known at the vertices. */
template <class T>
inline T interpolate(const std::vector<T>& values, const int* triangle, Barycentric at) {
  return values[triangle[0]] * at.b0 + values[triangle[1]] * at.b1 + values[triangle[2]] * at.b2;
}

/** The normal of each vertex: that of its triangles, weighted by their areas. */
std::vector<Vec3> normalsOf(const Topology& topology, const std::vector<Vec3>& positions);
/** The direction of growing v at each vertex: along the strands of a hair texture. */
std::vector<Vec3> tangentsOf(const Topology& topology, const std::vector<Vec3>& positions);
