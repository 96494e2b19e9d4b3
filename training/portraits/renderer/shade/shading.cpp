#include "shade/shading.h"
#include "shade/materials.h"

Vec3 shade(const ShadingContext& context, const Hit& hit) {
  switch (hit.part.material) {
    case Material::EYE:
      return shadeEye(context, hit);
    case Material::TEETH:
    case Material::TONGUE:
      return shadeMouth(context, hit);
    case Material::HAIR:
    case Material::LOOSE_HAIR:
      return shadeHair(context, hit);
    case Material::HAIR_SHELL:
      return shadeHairShell(context, hit);
    case Material::BROW:
    case Material::LASH:
      return shadeBrowOrLash(context, hit);
    case Material::PLAIN_CLOTH:
    case Material::OUTFIT:
    case Material::BEANIE:
    case Material::FEDORA:
      return shadeCloth(context, hit);
    case Material::FRAME:
    case Material::EARRING:
      return shadeMetal(context, hit);
    case Material::SKIN:
    case Material::LENS:
      break;
  }
  return {};
}
