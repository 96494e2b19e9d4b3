#include "scene/hair.h"
#include "math/noise.h"
#include "scene/clothes.h"

namespace {

class HairMesh {
 public:
  HairMesh(const Person& person, const HeadModel& model, int style, Vec3 centre)
      : person(person),
        hair(person.hair),
        style(style),
        name(std::string("hair/") + HAIR_NAMES[style]),
        proxy(model.proxy(name)),
        texture(model.assets.texture(name)),
        centre(centre) {}

  void shape(const std::vector<Vec3>& body, float eyeY) {
    positions = proxy.fit(body);
    if (isSwept(style)) {
      combUp(positions, proxy, eyeY, hair.fringe);
    }
    for (int i = 0; i < proxy.topology.vertexCount; i++) {
      shapeVertex(positions[i], proxy.rest[i]);
    }
  }

  /** The style itself, or only its fringe. */
  void addTo(Scene& scene, bool isFringe) const {
    Part& part = add(scene, Material::HAIR, positions, isFringe ? 0.05f : 0.045f);
    if (person.hat.kind != NO_HAT) {
      part.cut = cutUnderHat();
    } else if (isFringe) {
      for (Vec3 rest : proxy.rest) {
        part.cut.push_back(std::min(rest.z - 0.62f, 1.6f * (rest.y - 7.28f)));
      }
    } else if (isCut()) {
      part.cut = cutAtHeight();
    }
  }

  void addLooseStrandsTo(Scene& scene) const {
    const float distance = 0.016f + 0.5f * hair.mess;
    std::vector<Vec3> outer = positions, normals = normalsOf(proxy.topology, positions);
    for (size_t i = 0; i < outer.size(); i++) {
      const Vec3 outwards = normalize(positions[i] - centre);
      const Vec3 normal = dot(normals[i], outwards) < 0 ? normals[i] * -1.f : normals[i];
      outer[i] += normalize(normal + outwards * 0.6f) * distance;
    }
    Part& part = add(scene, Material::LOOSE_HAIR, outer, 0.02f);
    if (isCut()) {
      part.cut = cutAtHeight();
    }
  }

 private:
  void shapeVertex(Vec3& p, Vec3 rest) const {
    const float low = smoothstep(7.6f, 6.6f, rest.y), high = smoothstep(7.2f, 8.0f, rest.y);
    const Vec3 from = p - centre, outwards = normalize(Vec3{from.x, 0.3f * from.y, from.z});
    p = centre + from * (1 + (hair.volume - 1) * (high + 0.5f));
    p = centre + Vec3{(p.x - centre.x) * (1 + (hair.width - 1) * (0.4f + 0.6f * low)),
                      (p.y - centre.y) * (1 + (hair.height - 1) * high), (p.z - centre.z) * hair.depth};
    if (isCombed(style)) {
      const float shortest = style == LONG ? -0.1f : -0.16f;
      p.y += (p.y - centre.y) * std::max(hair.length, shortest) * smoothstep(7.1f, 6.4f, rest.y);
    }
    const int index = person.id.index;
    if (rest.z > 0.9f && rest.y > 7.3f) {
      p.y += 0.07f * hair.hairline * smoothstep(0.9f, 1.2f, rest.z) * (hair.hairline > 0 ? 1.f : 0.6f) +
             0.05f * (valueNoise(rest.x * 3 + 7, index * 0.37f, 9) - 0.5f);
    }
    const float frequency = hair.waveFrequency;
    if (isLoose(style) && hair.wave > 0) {
      const float phase = 3 * valueNoise(rest.x * 2 + 9, rest.z * 2 + 9, index) * 6;
      p += (outwards * std::sin(rest.y * frequency + phase) +
            Vec3{std::cos(rest.y * frequency + rest.z * 3), 0, 0} * 0.6f) *
           (hair.wave * low);
    }
    p += outwards * (hair.mess * (valueNoise(rest.x * 5 + 20, rest.y * 5 + rest.z * 4, index + 5) - 0.05f) *
                     (isLoose(style) ? 0.7f : 1.f));
  }

  bool isCut() const { return style == LONG && hair.cutHeight > 0; }

  std::vector<float> cutAtHeight() const {
    std::vector<float> cut;
    for (Vec3 rest : proxy.rest) {
      cut.push_back(rest.y - hair.cutHeight);
    }
    return cut;
  }

  std::vector<float> cutUnderHat() const {
    const bool isBeanie = person.hat.kind == BEANIE;
    std::vector<float> cut;
    for (Vec3 rest : proxy.rest) {
      cut.push_back((isBeanie ? -0.03f : 0.0f) - heightAboveHatRim(rest + Vec3{0, isBeanie ? 0 : 0.02f, 0}));
    }
    return cut;
  }

  Part& add(Scene& scene, Material material, const std::vector<Vec3>& at, float depthBias) const {
    Part& part = scene.add(material, proxy.topology, at, proxy.headWeights);
    part.hairStyle = style;
    part.texture = texture;
    part.depthBias = depthBias;
    return part;
  }

  const Person& person;
  const HairChoices& hair;
  const int style;
  const std::string name;
  const Proxy& proxy;
  const Texture texture;
  const Vec3 centre;
  std::vector<Vec3> positions;
};

}  // namespace

void addHair(Scene& scene, const Person& person, const HeadModel& model, const std::vector<Vec3>& body,
             Vec3 headJoint) {
  const Vec3 centre = headJoint + Vec3{0, 0.35f, 0.3f};
  if (person.hair.borrowedFringe != NO_FRINGE) {
    HairMesh fringe(person, model, person.hair.borrowedFringe, centre);
    fringe.shape(body, scene.betweenEyes.y);
    fringe.addTo(scene, true);
  }
  HairMesh hair(person, model, person.hair.style, centre);
  hair.shape(body, scene.betweenEyes.y);
  if (person.hair.style != AFRO && person.hat.kind == NO_HAT) {
    hair.addLooseStrandsTo(scene);
  }
  hair.addTo(scene, false);
}

void combUp(std::vector<Vec3>& positions, const Proxy& hair, float eyeY, float fringe) {
  const float line = eyeY + 0.42f;
  for (size_t i = 0; i < positions.size(); i++) {
    const Vec3 rest = hair.rest[i];
    const float weight = smoothstep(0.86f, 0.56f, std::fabs(rest.x)) * smoothstep(0.80f, 1.10f, rest.z) *
                         (0.76f + 0.24f * fringe);
    float& y = positions[i].y;
    if (y < line) {
      y = lerp(y, line + (y - line) * 0.20f, weight);
    }
  }
}
