#include "scene/clothes.h"
#include "math/noise.h"

namespace {

/** How far a point of the base mesh is below the neckline in decimetres: positive where cloth covers it. */
float depthBelowNeckline(Vec3 rest, Neckline neckline, float drop) {
  const float x = std::fabs(rest.x), forward = rest.z - 0.15f;
  const float crew = 5.86f - drop - 0.34f * forward;
  switch (neckline) {
    case V_NECK:
      return crew - (rest.z > 0.1f ? 1.25f * std::max(0.f, 0.42f - x) : 0) - rest.y;
    case TURTLENECK:
      return 6.10f - 0.25f * forward - rest.y;
    case OPEN_COLLAR: {
      const float collar = 6.02f - 0.34f * forward;
      return collar - (rest.z > 0.2f ? 2.1f * std::max(0.f, 0.30f - x) : 0) - rest.y;
    }
    case SCOOP:
      return crew - 0.16f - 0.10f * (rest.z > 0 ? 1 : 0) - rest.y + 0.10f * smoothstep(0.5f, 1.2f, x);
    case CREW:
      break;
  }
  return crew - rest.y;
}

/** Clothes follow the shoulders rather than the head. */
constexpr float OUTFIT_HEAD_SHARE = 0.55f;

/** The triangles of the body all of whose vertices fulfil a condition. */
template <class Condition>
Topology trianglesWhere(const HeadModel& model, Condition&& condition) {
  Topology topology;
  topology.vertexCount = model.vertexCount();
  topology.uvs = model.topology.uvs;
  for (int t = 0; t < model.topology.triangleCount(); t++) {
    const int* v = model.topology.triangle(t);
    if (condition(model.rest[v[0]]) && condition(model.rest[v[1]]) && condition(model.rest[v[2]])) {
      topology.addTriangleOf(model.topology, t);
    }
  }
  topology.makeOneComponent();
  return topology;
}

}  // namespace

float heightAboveHatRim(Vec3 rest) {
  return rest.y - (7.08f + 0.43f * (rest.z + 0.6f));
}

Wardrobe::Wardrobe(const HeadModel& model)
    : model(model),
      plainTop(trianglesWhere(model, [](Vec3 rest) { return rest.y < 6.3f; })),
      beanie(trianglesWhere(model, [](Vec3 rest) {
        const bool isEar = std::fabs(rest.x) > 0.79f && rest.y < 7.75f;
        return heightAboveHatRim(rest) > -0.25f && !isEar;
      })) {}

void Wardrobe::addClothes(Scene& scene, const Person& person, const std::vector<Vec3>& body,
                          const std::vector<Vec3>& normals) const {
  const Clothes& clothes = person.clothes;
  if (clothes.outfit != PLAIN_TOP) {
    const std::string name = std::string("cloth/") + OUTFIT_NAMES[clothes.outfit];
    const Proxy& proxy = model.proxy(name);
    scene.parts[0].hiddenVertices = &proxy.hiddenBody;
    std::vector<float> headWeights = proxy.headWeights;
    for (float& weight : headWeights) {
      weight *= OUTFIT_HEAD_SHARE;
    }
    scene.add(Material::OUTFIT, proxy.topology, proxy.fit(body), headWeights).texture =
        model.assets.texture(name);
    return;
  }
  std::vector<Vec3> positions = body;
  std::vector<float> depths;
  for (int i = 0; i < model.vertexCount(); i++) {
    const Vec3 rest = model.rest[i];
    const float depth = depthBelowNeckline(rest, clothes.neckline, clothes.neckDrop);
    const float collar = clothes.neckline == OPEN_COLLAR ? 0.08f * smoothstep(0.35f, 0.0f, depth) : 0;
    float offset = clothes.looseness * (0.7f + 0.6f * smoothstep(0, 0.5f, depth)) + collar;
    offset +=
        0.035f * (valueNoise(rest.x * 2.3f + person.id.index * 0.37f, rest.y * 2.3f + rest.z, 3) - 0.5f);
    positions[i] = body[i] + normals[i] * offset;
    depths.push_back(depth);
  }
  scene.add(Material::PLAIN_CLOTH, plainTop, positions, model.headWeights).cut = depths;
}

void Wardrobe::addHat(Scene& scene, HatKind kind, const std::vector<Vec3>& body,
                      const std::vector<Vec3>& normals) const {
  if (kind == BEANIE) {  // a knitted shell over the skull, thicker at the cuff
    std::vector<Vec3> positions = body;
    std::vector<float> heights;
    for (int i = 0; i < model.vertexCount(); i++) {
      const float height = heightAboveHatRim(model.rest[i]);
      const float top = smoothstep(0.4f, 1.2f, height);
      const float thickness =
          0.075f + 0.045f * smoothstep(0.36f, 0.33f, height) + 0.05f * smoothstep(0.4f, 0.8f, height);
      positions[i] = body[i] + normals[i] * thickness + Vec3{0, 0.30f * top, -0.10f * top} * 0.5f;
      heights.push_back(height);
    }
    scene.add(Material::BEANIE, beanie, positions, model.headWeights).cut = heights;
  } else if (kind == FEDORA) {
    const Proxy& fedora = model.proxy("hat/fedora");
    std::vector<Vec3> positions = fedora.fit(body);
    const std::vector<float> headWeights(positions.size(), 1.f);
    scene.add(Material::FEDORA, fedora.topology, positions, headWeights).texture =
        model.assets.texture("hat/fedora");
  }
}
