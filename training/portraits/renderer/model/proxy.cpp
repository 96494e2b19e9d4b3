#include "model/proxy.h"

std::vector<Vec3> Proxy::fit(const std::vector<Vec3>& body) const {
  float scale[3];
  for (int axis = 0; axis < 3; axis++) {
    const auto [from, to, distance] = scales[axis];
    if (distance <= 0) {
      scale[axis] = 1;
      continue;
    }
    const Vec3 difference = body[from] - body[to];
    const float along[3] = {difference.x, difference.y, difference.z};
    scale[axis] = std::fabs(along[axis]) / distance;
  }
  std::vector<Vec3> positions(topology.vertexCount);
  for (int i = 0; i < topology.vertexCount; i++) {
    const int* anchor = &anchors[3 * i];
    const Vec3 weight = weights[i];
    positions[i] = body[anchor[0]] * weight.x + body[anchor[1]] * weight.y + body[anchor[2]] * weight.z +
                   Vec3{offsets[i].x * scale[0], offsets[i].y * scale[1], offsets[i].z * scale[2]};
  }
  return positions;
}

Proxy loadProxy(const AssetFile& assets, const std::string& name, const std::vector<Vec3>& body) {
  const std::string prefix = "px/" + name + "/";
  const AssetArray& anchors = assets.get(prefix + "ref");
  const int count = anchors.count();
  Proxy proxy;
  proxy.topology = loadTopology(assets, prefix, count);
  proxy.anchors.assign(anchors.as<int>(), anchors.as<int>() + 3 * count);
  const float *weights = assets.get(prefix + "w").as<float>(),
              *offsets = assets.get(prefix + "off").as<float>();
  for (int i = 0; i < count; i++) {
    proxy.weights.push_back({weights[3 * i], weights[3 * i + 1], weights[3 * i + 2]});
    proxy.offsets.push_back({offsets[3 * i], offsets[3 * i + 1], offsets[3 * i + 2]});
  }
  const float* scales = assets.get(prefix + "scale").as<float>();
  for (int axis = 0; axis < 3; axis++) {
    proxy.scales[axis] = {int(scales[3 * axis]), int(scales[3 * axis + 1]), scales[3 * axis + 2]};
  }
  if (assets.has(prefix + "del")) {
    const AssetArray& hidden = assets.get(prefix + "del");
    proxy.hiddenBody.assign(body.size(), 0);
    for (int i = 0; i < hidden.count(); i++) {
      proxy.hiddenBody[hidden.as<int>()[i]] = 1;
    }
  }
  proxy.rest = proxy.fit(body);
  for (Vec3 rest : proxy.rest) {
    proxy.headWeights.push_back(headWeight(rest));
  }
  return proxy;
}

float headWeight(Vec3 rest) {
  return smoothstep(0.f, 0.95f, rest.y - 5.72f + 0.45f * (rest.z - 0.1f));
}
