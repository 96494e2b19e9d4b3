/**
 * Beards and cropped hair as shells: the same triangles several times, each layer farther from the skin and
 * sparser.
 */
#pragma once
#include "scene/scene.h"

class HairShells {
 public:
  explicit HairShells(const HeadModel& model);
  void addTo(Scene& scene, const Person& person, const std::vector<Vec3>& body,
             const std::vector<Vec3>& normals) const;

 private:
  /** @param droop how far the hair hangs, in multiples of its length */
  void add(Scene& scene, ShellKind kind, float length, float droop, int layers, const std::vector<Vec3>& body,
           const std::vector<Vec3>& normals) const;

  const HeadModel& model;
  /** By ShellKind: how much grows at each vertex, and the triangles where anything grows. */
  std::vector<float> growth[SHELL_KIND_COUNT];
  Topology topologies[SHELL_KIND_COUNT];
};
