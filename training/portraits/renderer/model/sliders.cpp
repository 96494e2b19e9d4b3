#include "model/sliders.h"
#include "math/random.h"

namespace {

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

bool startsWith(const std::string& text, const char* start) {
  return text.rfind(start, 0) == 0;
}

/** How the names of opposite targets end: less, and more. */
constexpr const char* OPPOSITES[][2] = {
    {"decr", "incr"},           {"down", "up"},       {"in", "out"}, {"backward", "forward"},
    {"compress", "uncompress"}, {"concave", "convex"}};

/** Puts a target into its slider. Left and right share one; both ends of a measure do too. */
void addTarget(std::map<std::string, Slider>& sliders, const std::string& name, const Target& target) {
  const size_t slash = name.find('/');
  const std::string folder = name.substr(0, slash);
  std::string measure = name.substr(slash + 1);
  if (folder == "macro" || folder == "expr") {
    return;
  }
  if (measure.size() > 2 && (measure[0] == 'l' || measure[0] == 'r') && measure[1] == '-') {
    measure = measure.substr(2);
  }
  bool isLess = false;
  if (folder == "asym") {  // ends with -l or -r: to the left is less
    isLess = measure.back() == 'l';
    measure = measure.substr(0, measure.size() - 2);
  } else if (const size_t dash = measure.rfind('-'); dash != std::string::npos) {
    const std::string ending = measure.substr(dash + 1);
    for (const auto& [less, more] : OPPOSITES) {
      if (ending == less || ending == more) {
        isLess = ending == less;
        measure = measure.substr(0, dash) + "-" + less;
        break;
      }
    }
  }
  Slider& slider = sliders[folder + "/" + measure];
  slider.name = folder + "/" + measure;
  (isLess ? slider.less : slider.more).push_back(&target);
}

float deviationOfHead(const std::string& name, bool isOneSided) {
  if (contains(name, "trans")) {
    return 0;
  }
  if (contains(name, "age")) {
    return 0.1f;
  }
  if (contains(name, "fat")) {
    return 0.24f;
  }
  if (!isOneSided) {
    return 0.16f;
  }
  return contains(name, "triang") || contains(name, "diamond") ? 0.09f : 0.17f;  // outlines of the head
}

/**
 * How much people differ; 0 for sliders that move things off their place, or that a portrait does not show.
 */
float deviationOf(const std::string& name, bool isOneSided) {
  if (contains(name, "jaw-drop")) {
    return 0.12f;
  }
  if (contains(name, "prognathism")) {
    return 0.16f;
  }
  if (contains(name, "cleft")) {
    return 0.2f;
  }
  const bool isTranslation = contains(name, "trans"), isScale = contains(name, "scale");
  if (contains(name, "ears/")) {
    return isTranslation ? 0.12f : 0.25f;
  }
  if (contains(name, "mouth/")) {
    return !isTranslation ? 0.22f : contains(name, "-down") ? 0.12f : 0.05f;
  }
  if (contains(name, "nose/")) {
    return isTranslation ? 0.08f : isScale || contains(name, "volume") ? 0.2f : 0.24f;
  }
  if (contains(name, "eyes/")) {
    return isTranslation              ? 0.2f
           : isScale                  ? 0.17f
           : contains(name, "push")   ? 0.2f
           : contains(name, "height") ? 0.22f
                                      : 0.28f;
  }
  if (contains(name, "neck/")) {
    return isTranslation ? 0 : contains(name, "double") ? 0.22f : 0.2f;
  }
  if (contains(name, "asym/")) {
    return contains(name, "breast") || contains(name, "trunk") ? 0 : 0.18f;
  }
  if (contains(name, "head/")) {
    return deviationOfHead(name, isOneSided);
  }
  return 0.24f;
}

/** What gender, ancestry, age and weight add to a slider beyond MakeHuman's macro targets. */
float adjusted(float amount, const std::string& name, const Identity& identity) {
  const float feminine = 0.5f - identity.gender;
  auto is = [&](const char* part) { return contains(name, part); };
  if (is("eyes/eye-scale")) {
    amount += 0.10f + 0.14f * feminine;
  }
  if (is("ears/ear-scale-decr")) {
    amount -= 0.18f;
  }
  if (is("ears/ear-wing")) {
    amount -= 0.12f;
  }
  if (is("nose/nose-volume")) {
    amount -= 0.12f * feminine;
  }
  if (is("nose/nose-scale-horiz")) {
    amount -= 0.10f + 0.16f * feminine;
  }
  if (is("nose/nose-scale-depth")) {
    amount -= 0.12f * feminine;
  }
  if (is("chin/chin-width")) {
    amount -= 0.30f * feminine;
  }
  if (is("chin/chin-prominent")) {
    amount -= 0.1f * feminine;
  }
  if (is("lip-volume")) {
    amount += 0.14f * feminine;
  }
  if (is("head/head-fat")) {
    amount -= 0.08f;
  }
  if (is("epicanthus")) {
    amount += 0.15f * identity.ancestry[1];
  }
  if (is("eye-bag-decr")) {
    amount += 0.35f * saturate((identity.ageYears - 45) / 30);
  }
  if (is("head-age")) {
    amount += 0.25f * saturate((identity.ageYears - 45) / 35);
  }
  if (is("double")) {  // a double chin never becomes less than none
    amount = std::max(amount * 0.5f, 0.f) + 0.6f * saturate(identity.weight - 0.6f);
  }
  return amount;
}

/** The outlines of a head (oval, square, ...): each person has one that counts. */
constexpr int OUTLINE_COUNT = 7;

}  // namespace

void applyTarget(std::vector<Vec3>& positions, const Target& target, float weight) {
  const float scale = weight * target.scale;
  for (int k = 0; k < target.count; k++) {
    const int16_t* offset = target.offsets + 3 * k;
    positions[target.vertices[k]] += Vec3{float(offset[0]), float(offset[1]), float(offset[2])} * scale;
  }
}

Targets loadTargets(const AssetFile& assets) {
  Targets targets;
  for (const auto& [name, array] : assets.all()) {
    if (startsWith(name, "t/") && name.substr(name.size() - 2) == "/i") {
      const std::string target = name.substr(2, name.size() - 4);
      const std::string prefix = "t/" + target;
      targets[target] = {array.as<uint16_t>(), assets.get(prefix + "/d").as<int16_t>(), array.count(),
                         *assets.get(prefix + "/s").as<float>()};
    }
  }
  return targets;
}

std::vector<Slider> buildSliders(const Targets& targets) {
  std::map<std::string, Slider> byName;
  for (const auto& [name, target] : targets) {
    addTarget(byName, name, target);
  }
  std::vector<Slider> sliders;
  for (auto& [name, slider] : byName) {
    slider.deviation = deviationOf(name, slider.isOneSided());
    if (slider.deviation > 0) {
      sliders.push_back(slider);
    }
  }
  return sliders;
}

void applyIdentity(std::vector<Vec3>& positions, const std::vector<Slider>& sliders, const Person& person) {
  Random random(person.id, Stream::SLIDERS);
  const float strength = person.pins.get("identity", 1.f);
  const int chosenOutline = random.index(OUTLINE_COUNT);
  int outline = 0;
  for (const Slider& slider : sliders) {
    float amount = random.normal(0, slider.deviation, 2.2f) * strength;
    const float asymmetry = random.normal(0, 0.03f) * strength;
    if (slider.isOneSided()) {
      amount = std::fabs(amount);
      if (startsWith(slider.name, "head/")) {
        amount *= outline++ == chosenOutline ? 1.6f : 0.25f;
      }
    }
    amount = adjusted(amount, slider.name, person.identity);
    const auto pinned = person.pins.sliders().find(slider.name);
    if (pinned != person.pins.sliders().end()) {
      amount = pinned->second;
    }
    const auto& targets = amount > 0 ? slider.more : slider.less;
    for (size_t k = 0; k < targets.size(); k++) {
      const float difference = targets.size() == 1 ? 0 : k ? asymmetry : -asymmetry;
      applyTarget(positions, *targets[k], std::fabs(amount) + difference);
    }
  }
}
