#include "model/head-model.h"
#include <stdexcept>

namespace {

const char* const ANCESTRIES[3] = {"african", "asian", "caucasian"};
/** Smaller weights of targets move nothing that can be seen. */
constexpr float LEAST_WEIGHT = 0.004f;

/** The weights of MakeHuman's three steps of a build, such as minmuscle, averagemuscle and maxmuscle. */
struct Steps {
  float weight[3];
};

Steps stepsOf(float amount) {
  Steps steps{{std::max(0.f, 1 - 2 * amount), 0, std::max(0.f, 2 * amount - 1)}};
  steps.weight[1] = 1 - steps.weight[0] - steps.weight[2];
  return steps;
}

/** The weights of the targets for a child, someone young and someone old. */
Steps stepsOfAge(float years) {
  // MakeHuman's scale of ages: 0 at 1 year, 0.1875 for a child, 0.5 at 25 years, 1 at 90.
  const float age = years <= 25 ? (years - 1) / 48.f : 0.5f + (years - 25) / 130.f;
  if (age < 0.5f) {
    const float young = std::max(0.f, (age - 0.1875f) * 3.2f);
    return {{1 - young, young, 0}};
  }
  const float old = 2 * age - 1;
  return {{0, 1 - old, old}};
}

/**
 * Calls `use(name, array)` for all arrays that begin with `start` and end with `end`; the name is what is
 * between.
 */
template <class Use>
void forArrays(const AssetFile& assets, const std::string& start, const std::string& end, Use&& use) {
  for (const auto& [name, array] : assets.all()) {
    if (name.rfind(start, 0) == 0 && name.size() >= start.size() + end.size() &&
        name.compare(name.size() - end.size(), end.size(), end) == 0) {
      use(name.substr(start.size(), name.size() - start.size() - end.size()), array);
    }
  }
}

}  // namespace

HeadModel::HeadModel(const AssetFile& assets) : assets(assets), targets(loadTargets(assets)) {
  const AssetArray& vertices = assets.get("base/v");
  const float* xyz = vertices.as<float>();
  for (int i = 0; i < vertices.count(); i++) {
    rest.push_back({xyz[3 * i], xyz[3 * i + 1], xyz[3 * i + 2]});
    headWeights.push_back(headWeight(rest.back()));
  }
  topology = loadTopology(assets, "base/", vertexCount());
  isSkin.assign(vertexCount(), false);
  for (int vertex : topology.vertices) {
    isSkin[vertex] = true;
  }
  forArrays(assets, "joint/", "", [&](const std::string& name, const AssetArray& array) {
    joints[name].assign(array.as<int>(), array.as<int>() + array.count());
  });
  forArrays(assets, "px/", "/ref", [&](const std::string& name, const AssetArray&) {
    proxies.emplace(name, loadProxy(assets, name, rest));
  });
  sliders = buildSliders(targets);
}

Vec3 HeadModel::joint(const std::vector<Vec3>& positions, const std::string& name) const {
  const std::vector<int>& around = joints.at(name);
  Vec3 sum;
  for (int vertex : around) {
    sum += positions[vertex];
  }
  return sum * (1.f / around.size());
}

int HeadModel::nearestVertex(Vec3 point) const {
  int nearest = -1;
  float least = 1e9f;
  for (int i = 0; i < vertexCount(); i++) {
    const float distance = length(rest[i] - point);
    if (isSkin[i] && distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

void HeadModel::apply(std::vector<Vec3>& positions, const std::string& name, float weight) const {
  const auto target = targets.find(name);
  if (target != targets.end()) {
    applyTarget(positions, target->second, weight);
  }
}

std::vector<Vec3> HeadModel::averageHead(const Identity& identity) const {
  static const char* const GENDERS[2] = {"female", "male"};
  static const char* const AGES[3] = {"child", "young", "old"};
  static const char* const MUSCLES[3] = {"minmuscle", "averagemuscle", "maxmuscle"};
  static const char* const WEIGHTS[3] = {"minweight", "averageweight", "maxweight"};
  const Steps ages = stepsOfAge(identity.ageYears), muscles = stepsOf(identity.muscle),
              weights = stepsOf(identity.weight);
  std::vector<Vec3> positions = rest;
  for (int gender = 0; gender < 2; gender++) {
    const float genderWeight = gender ? identity.gender : 1 - identity.gender;
    for (int age = 0; age < 3 && genderWeight >= LEAST_WEIGHT; age++) {
      const float ageWeight = ages.weight[age];
      if (ageWeight < LEAST_WEIGHT) {
        continue;
      }
      const std::string group = std::string(GENDERS[gender]) + "-" + AGES[age];
      for (int ancestry = 0; ancestry < 3; ancestry++) {
        const float share = identity.ancestry[ancestry];
        if (share > LEAST_WEIGHT) {
          apply(positions, std::string("macro/") + ANCESTRIES[ancestry] + "-" + group,
                genderWeight * ageWeight * share);
        }
      }
      for (int m = 0; m < 3; m++) {
        for (int w = 0; w < 3; w++) {
          if (muscles.weight[m] * weights.weight[w] > LEAST_WEIGHT) {
            apply(positions, "macro/universal-" + group + "-" + MUSCLES[m] + "-" + WEIGHTS[w],
                  genderWeight * ageWeight * muscles.weight[m] * weights.weight[w]);
          }
        }
      }
    }
  }
  return positions;
}

std::vector<Vec3> HeadModel::headOf(const Person& person) const {
  std::vector<Vec3> positions = averageHead(person.identity);
  applyIdentity(positions, sliders, person);
  applyExpression(positions, person);
  raiseCheeks(positions, person.expression);
  return positions;
}

void HeadModel::applyExpression(std::vector<Vec3>& positions, const Person& person) const {
  for (const auto& [unit, weight] : person.expression.units) {
    for (int k = 0; k < 3 && weight != 0; k++) {
      const float share = person.identity.ancestry[k];
      if (share > 0.01f) {
        apply(positions, std::string("expr/") + ANCESTRIES[k] + "/" + unit, clamp(weight, -1, 1.1f) * share);
      }
    }
  }
}

/**
 * What the mouth targets leave out of a smile: the cheek's apple rises and fills, the fold beside the nose
 * sinks.
 */
void HeadModel::raiseCheeks(std::vector<Vec3>& positions, const Expression& expression) const {
  if (expression.smile < 0.05f) {
    return;
  }
  const float strength = expression.smile * (0.8f + 0.4f * expression.mouthOpen);
  for (int i = 0; i < vertexCount(); i++) {
    const Vec3 at = rest[i];
    if (at.z < 0.7f || at.y < 6.3f || at.y > 7.3f) {
      continue;
    }
    const float x = std::fabs(at.x), side = at.x > 0 ? 1.f : -1.f;
    const float dx = (x - 0.47f) / 0.20f, dy = (at.y - 6.98f) / 0.17f;
    const float apple = std::exp(-(dx * dx + dy * dy));
    positions[i] += Vec3{0.020f * side, 0.050f, 0.045f} * (apple * strength);
    const float down = saturate((6.98f - at.y) / 0.36f);  // from the nostril to the corner of the mouth
    const float off = x - (0.235f + 0.19f * down);
    const float fold =
        std::exp(-off * off / 0.0016f) * smoothstep(0, 0.2f, down) * smoothstep(1, 0.75f, down);
    positions[i] += Vec3{0, 0, -0.014f} * (fold * strength);
  }
}

void HeadModel::checkPins(const Pins& pins) const {
  for (const auto& [name, value] : pins.sliders()) {
    bool exists = false;
    for (const Slider& slider : sliders) {
      exists = exists || slider.name == name;
    }
    if (!exists) {
      throw std::invalid_argument("s:" + name + ": there is no such identity slider");
    }
  }
  for (const auto& [name, value] : pins.expressionUnits()) {
    if (!targets.count("expr/caucasian/" + name)) {
      throw std::invalid_argument("x:" + name + ": there is no such expression unit");
    }
  }
}
