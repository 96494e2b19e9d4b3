#include "scene/scene-builder.h"
#include <cstdio>
#include "scene/earrings.h"
#include "scene/hair.h"
#include "scene/posing.h"
#include "scene/spectacles.h"

namespace {

/** The lowest vertex of the ear on one side (+1 the person's left). */
int earLobe(const HeadModel& model, float side) {
  int lowest = 0;
  float least = 1e9f;
  for (int i = 0; i < model.vertexCount(); i++) {
    const Vec3 at = model.rest[i];
    const float x = at.x * side;
    if (model.isSkin[i] && x >= 0.77f && x <= 1.1f && at.y >= 6.7f && at.z <= 0.8f && at.y < least) {
      least = at.y;
      lowest = i;
    }
  }
  return lowest;
}

/** MakeHuman's rest pose spreads the arms; this lets the shoulders hang. */
void relaxShoulders(std::vector<Vec3>& positions, const std::vector<Vec3>& rest) {
  for (size_t i = 0; i < positions.size(); i++) {
    const float x = std::fabs(rest[i].x);
    if (rest[i].y < 6.3f) {
      positions[i].y -= 0.34f * smoothstep(0.45f, 1.9f, x) + 0.10f * smoothstep(0.3f, 1.0f, x);
    }
  }
}

/** Clothes are the darker, the nearer they are to the neck. */
std::vector<float> occlusionOfClothes(const std::vector<Vec3>& positions, Vec3 neck) {
  std::vector<float> occlusion;
  for (Vec3 p : positions) {
    const float dx = p.x - neck.x, dz = p.z - neck.z;
    occlusion.push_back(0.30f + 0.65f * smoothstep(0.35f, 1.2f, std::sqrt(dx * dx + 0.8f * dz * dz)));
  }
  return occlusion;
}

}  // namespace

FaceMask maskOf(ShellKind kind) {
  static constexpr FaceMask MASKS[SHELL_KIND_COUNT] = {SCALP_MASK, FULL_BEARD_MASK, MOUSTACHE_MASK,
                                                       GOATEE_MASK, HAIR_RING_MASK};
  return MASKS[int(kind)];
}

Part& Scene::add(Material material, const Topology& topology, std::vector<Vec3> positions,
                 std::vector<float> headWeights) {
  parts.emplace_back();
  Part& part = parts.back();
  part.material = material;
  part.topology = &topology;
  part.positions = std::move(positions);
  part.headWeights = std::move(headWeights);
  return part;
}

Mat3 gazeRotation(const Pose& pose) {
  return rotationY(pose.gazeYaw * RADIANS_PER_DEGREE) * rotationX(-pose.gazePitch * RADIANS_PER_DEGREE);
}

SceneBuilder::SceneBuilder(const HeadModel& model)
    : model(model),
      wardrobe(model),
      shells(model),
      occlusion(bakeOcclusion(model)),
      noseBridge(model.nearestVertex({0, 7.26f, 1.51f})),
      leftEar(model.nearestVertex({0.755f, 7.42f, 0.52f})),
      rightEar(model.nearestVertex({-0.755f, 7.42f, 0.52f})),
      leftLobe(earLobe(model, 1)),
      rightLobe(earLobe(model, -1)) {}

Scene SceneBuilder::build(const Person& person) const {
  Scene scene;
  std::vector<Vec3> body = model.headOf(person);
  scene.leftEye = model.joint(body, "l-eye");
  scene.rightEye = model.joint(body, "r-eye");
  scene.betweenEyes = (scene.leftEye + scene.rightEye) * 0.5f;
  scene.eyeDistance = length(scene.leftEye - scene.rightEye);
  const Vec3 neck = model.joint(body, "neck"), head = model.joint(body, "head");
  relaxShoulders(body, model.rest);

  scene.add(Material::SKIN, model.topology, body, model.headWeights);
  addEyes(scene, person, body);
  if (person.expression.mouthOpen > 0.02f || person.expression.smile > 0.1f) {
    addMouth(scene, body);
  }
  if (person.earrings.kind != NO_EARRINGS) {
    addEarrings(scene, person.earrings, body[leftLobe], body[rightLobe]);
  }
  if (person.glasses.kind != NO_GLASSES) {
    addSpectacles(scene, person.glasses, body[noseBridge], body[leftEar], body[rightEar]);
  }
  const std::vector<Vec3> normals = normalsOf(model.topology, body);
  wardrobe.addClothes(scene, person, body, normals);
  wardrobe.addHat(scene, person.hat.kind, body, normals);
  shells.addTo(scene, person, body, normals);
  addBrowsAndLashes(scene, person.eyes, body);
  if (isMesh(person.hair.style)) {
    addHair(scene, person, model, body, head);
  }
  poseScene(scene, person, neck, head);
  addNormalsAndOcclusion(scene, person, neck);
  return scene;
}

void SceneBuilder::addEyes(Scene& scene, const Person& person, const std::vector<Vec3>& body) const {
  const Proxy& eyes = model.proxy("eyes");
  std::vector<Vec3> positions = eyes.fit(body);
  auto centreOf = [&](Vec3 p) { return p.x > scene.betweenEyes.x ? scene.leftEye : scene.rightEye; };
  const Mat3 gaze = gazeRotation(person.pose);
  scene.eyeRadius = 0;
  for (Vec3& position : positions) {
    const Vec3 centre = centreOf(position);
    scene.eyeRadius = std::max(scene.eyeRadius, length(position - centre));
    position = centre + gaze * (position - centre);
  }
  scene.add(Material::EYE, eyes.topology, positions, eyes.headWeights).texture =
      model.assets.texture("eye/" + person.eyes.texture);
}

void SceneBuilder::addMouth(Scene& scene, const std::vector<Vec3>& body) const {
  const Proxy &teeth = model.proxy("teeth"), &tongue = model.proxy("tongue");
  scene.add(Material::TEETH, teeth.topology, teeth.fit(body), teeth.headWeights).texture =
      model.assets.texture("teeth");
  scene.add(Material::TONGUE, tongue.topology, tongue.fit(body), tongue.headWeights).texture =
      model.assets.texture("tongue");
}

void SceneBuilder::addBrowsAndLashes(Scene& scene, const EyeChoices& eyes,
                                     const std::vector<Vec3>& body) const {
  auto add = [&](Material material, const char* pattern, int number, float depthBias) {
    char name[16];
    std::snprintf(name, sizeof name, pattern, number);
    const Proxy& proxy = model.proxy(name);
    Part& part = scene.add(material, proxy.topology, proxy.fit(body), proxy.headWeights);
    part.texture = model.assets.texture(name);
    part.depthBias = depthBias;
  };
  add(Material::BROW, "brow/%03d", eyes.brow, 0.035f);
  add(Material::LASH, "lash/%02d", eyes.lash, 0.012f);
}

void SceneBuilder::addNormalsAndOcclusion(Scene& scene, const Person& person, Vec3 neck) const {
  const int style = isMesh(person.hair.style) ? person.hair.style : NO_HAIR_MESH;
  for (Part& part : scene.parts) {
    if (part.normals.empty()) {
      part.normals =
          normalsOf(isShellOfBody(part.material) ? model.topology : *part.topology, part.positions);
    }
    if (isHair(part.material)) {
      part.tangents = tangentsOf(*part.topology, part.positions);
      part.occlusion = occlusion.at(part.hairStyle).hair;
    } else if (part.material == Material::SKIN || isShellOfBody(part.material)) {
      part.occlusion = occlusion.at(style).skin;
    } else if (part.material == Material::EYE) {
      part.occlusion = occlusion.at(style).eyes;
    } else if (isCloth(part.material)) {
      part.occlusion = occlusionOfClothes(part.positions, Vec3{0, neck.y, neck.z});
    } else {
      const bool isMetal = part.material == Material::FRAME || part.material == Material::EARRING;
      part.occlusion.assign(part.positions.size(), isMetal ? 0.9f : 0.75f);
    }
  }
}
