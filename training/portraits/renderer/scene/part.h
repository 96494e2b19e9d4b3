/** One drawable mesh of a portrait. */
#pragma once
#include "model/head-model.h"
#include "skin/face-masks.h"

enum class Material {
  SKIN,
  EYE,
  TEETH,
  TONGUE,
  BROW,
  LASH,
  HAIR,
  /** A thin layer of single strands outside the hair. */
  LOOSE_HAIR,
  /** Beards and cropped hair: several layers outside the skin, each sparser than the one below. */
  HAIR_SHELL,
  /** A plain top: a shell over the body. */
  PLAIN_CLOTH,
  OUTFIT,
  BEANIE,
  FEDORA,
  FRAME,
  EARRING,
  LENS,
};

inline bool isHair(Material material) {
  return material == Material::HAIR || material == Material::LOOSE_HAIR;
}
inline bool isCloth(Material material) {
  return material == Material::PLAIN_CLOTH || material == Material::OUTFIT || material == Material::BEANIE ||
         material == Material::FEDORA;
}
/** Parts with the triangles of the body: their normals and their occlusion are those of the body. */
inline bool isShellOfBody(Material material) {
  return material == Material::HAIR_SHELL || material == Material::PLAIN_CLOTH ||
         material == Material::BEANIE;
}

/** Where a hair shell grows. */
enum class ShellKind { CROPPED_HAIR, FULL_BEARD, MOUSTACHE, GOATEE, HAIR_RING };
constexpr int SHELL_KIND_COUNT = 5;
inline bool isBeard(ShellKind kind) {
  return kind != ShellKind::CROPPED_HAIR && kind != ShellKind::HAIR_RING;
}
FaceMask maskOf(ShellKind kind);

struct Part {
  Material material;
  const Topology* topology;
  std::vector<Vec3> positions, normals, tangents;
  /** How far each vertex turns with the head. */
  std::vector<float> headWeights;
  /** The share of the surroundings that each vertex sees. */
  std::vector<float> occlusion;
  /** Where given, the part ends where this is 0: it is kept where it is positive. */
  std::vector<float> cut;
  Texture texture;
  /** Drawn as if it were nearer to the camera by so many decimetres: layers that would sink into the skin. */
  float depthBias = 0;
  /** Vertices of the skin that clothes hide. */
  const std::vector<uint8_t>* hiddenVertices = nullptr;
  /** Of hair: the style of its mesh. */
  int hairStyle = 0;
  /** Of hair shells: which, and the height of the layer from 0 (skin) to 1. */
  ShellKind shell = ShellKind::CROPPED_HAIR;
  float shellHeight = 0;

  /** A number that layers with the same topology differ in, so that their stochastic alpha differs. */
  uint32_t layer() const {
    return material == Material::LOOSE_HAIR   ? 77
           : material == Material::HAIR_SHELL ? uint32_t(shell) * 77 + uint32_t(shellHeight * 1000)
                                              : 0;
  }
};
