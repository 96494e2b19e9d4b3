#include "scene/hair-shells.h"

HairShells::HairShells(const HeadModel& model) : model(model) {
  for (Vec3 rest : model.rest) {
    const MaskValues masks = masksAt(rest);
    for (int kind = 0; kind < SHELL_KIND_COUNT; kind++) {
      growth[kind].push_back(masks[maskOf(ShellKind(kind))]);
    }
  }
  for (int kind = 0; kind < SHELL_KIND_COUNT; kind++) {
    Topology& topology = topologies[kind];
    const std::vector<float>& grows = growth[kind];
    topology.vertexCount = model.vertexCount();
    topology.uvs = model.topology.uvs;
    for (int t = 0; t < model.topology.triangleCount(); t++) {
      const int* v = model.topology.triangle(t);
      if (grows[v[0]] + grows[v[1]] + grows[v[2]] > 0.05f) {
        topology.addTriangleOf(model.topology, t);
      }
    }
    topology.makeOneComponent();
  }
}

void HairShells::addTo(Scene& scene, const Person& person, const std::vector<Vec3>& body,
                       const std::vector<Vec3>& normals) const {
  const float variation = person.skin.variation;
  if (person.hair.style == CROPPED) {
    add(scene, ShellKind::CROPPED_HAIR, 0.03f + 0.08f * variation * variation, 0, 4, body, normals);
  }
  if (person.hair.hasRing) {
    add(scene, ShellKind::HAIR_RING, 0.02f + 0.045f * variation, 0.4f, 4, body, normals);
  }
  const BeardChoices& beard = person.beard;
  const float shortLength = 0.022f + 0.03f * beard.length;
  switch (beard.kind) {
    case MOUSTACHE:
      add(scene, ShellKind::MOUSTACHE, shortLength, 0.8f, 4, body, normals);
      break;
    case GOATEE:
      add(scene, ShellKind::GOATEE, shortLength, 0.8f, 4, body, normals);
      break;
    case FULL_BEARD:
      add(scene, ShellKind::FULL_BEARD, 0.035f + 0.085f * beard.length * beard.length, 0.8f, 5, body,
          normals);
      break;
    case STUBBLE:  // only paint
    case NO_BEARD:
      break;
  }
}

void HairShells::add(Scene& scene, ShellKind kind, float length, float droop, int layers,
                     const std::vector<Vec3>& body, const std::vector<Vec3>& normals) const {
  const std::vector<float>& grows = growth[int(kind)];
  for (int layer = 1; layer <= layers; layer++) {
    const float height = float(layer) / layers;
    std::vector<Vec3> positions = body;
    for (int i = 0; i < model.vertexCount(); i++) {
      if (grows[i] > 0) {
        positions[i] +=
            (normals[i] + Vec3{0, -droop * height, 0}) * (length * height * std::min(1.f, grows[i] * 1.3f));
      }
    }
    Part& part = scene.add(Material::HAIR_SHELL, topologies[int(kind)], positions, model.headWeights);
    part.shell = kind;
    part.shellHeight = height;
  }
}
