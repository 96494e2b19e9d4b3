/** The morphable head: MakeHuman's base mesh above the chest, its targets, and the proxies bound to it. */
#pragma once
#include "model/proxy.h"
#include "model/sliders.h"

class HeadModel {
 public:
  /** @throws std::runtime_error where an array is missing */
  explicit HeadModel(const AssetFile& assets);

  const AssetFile& assets;
  /** The base mesh; coordinates in decimetres, y up, z to the front, x to the person's left. */
  std::vector<Vec3> rest;
  Topology topology;
  std::vector<float> headWeights;
  /** Vertices that belong to the skin; the others only carry proxies. */
  std::vector<bool> isSkin;

  int vertexCount() const { return int(rest.size()); }
  const Proxy& proxy(const std::string& name) const { return proxies.at(name); }
  /** The middle of the vertices about a joint, such as `l-eye` or `neck`. */
  Vec3 joint(const std::vector<Vec3>& positions, const std::string& name) const;
  /** The vertex of the skin that is nearest to a point of the base mesh. */
  int nearestVertex(Vec3 point) const;

  /** A head with an average face of that gender, age, ancestry and build. */
  std::vector<Vec3> averageHead(const Identity& identity) const;
  /** The head of a person: with its own face and its expression. */
  std::vector<Vec3> headOf(const Person& person) const;

  /** @throws std::invalid_argument where a pinned slider or expression unit does not exist */
  void checkPins(const Pins& pins) const;

 private:
  void apply(std::vector<Vec3>& positions, const std::string& target, float weight) const;
  void applyExpression(std::vector<Vec3>& positions, const Person& person) const;
  void raiseCheeks(std::vector<Vec3>& positions, const Expression& expression) const;

  Targets targets;
  std::vector<Slider> sliders;
  std::map<std::string, Proxy> proxies;
  std::map<std::string, std::vector<int>> joints;
};
