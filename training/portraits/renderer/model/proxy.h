/** Meshes that follow the base mesh, by MakeHuman's `.mhclo` bindings: hair, clothes, eyes, teeth. */
#pragma once
#include "model/topology.h"

struct Proxy {
  Topology topology;
  /** Each vertex is a weighted sum of three vertices of the base mesh, and a scaled offset. */
  std::vector<int> anchors;
  std::vector<Vec3> weights, offsets;
  /**
   * For x, y and z: two vertices of the base mesh, and their distance for which the offsets were made (or
   * 0).
   */
  struct Scale {
    int from, to;
    float distance;
  };
  Scale scales[3];
  /** Positions on the unchanged base mesh. */
  std::vector<Vec3> rest;
  /** How far each vertex turns with the head, not with the shoulders. */
  std::vector<float> headWeights;
  /** 1 for vertices of the body that clothes hide; empty where there are none. */
  std::vector<uint8_t> hiddenBody;

  /** The positions on a changed base mesh. */
  std::vector<Vec3> fit(const std::vector<Vec3>& body) const;
};

/** Loads `px/NAME` and fits it to the base mesh. */
Proxy loadProxy(const AssetFile& assets, const std::string& name, const std::vector<Vec3>& body);

/**
 * How far a point of the base mesh turns with the head: 0 on the shoulders, 1 on the face, smooth on the
 * neck.
 */
float headWeight(Vec3 rest);
