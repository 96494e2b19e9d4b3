/** How a sample of each material is coloured. One file for each group of materials. */
#pragma once
#include "shade/hit.h"

/** Skin keeps its light apart from its albedo, since the light is diffused before the two are multiplied. */
struct SkinShade {
  Vec3 irradiance, albedo, specular;
};

SkinShade shadeSkin(const ShadingContext& context, const Hit& hit);
Vec3 shadeEye(const ShadingContext& context, const Hit& hit);
Vec3 shadeMouth(const ShadingContext& context, const Hit& hit);
Vec3 shadeHair(const ShadingContext& context, const Hit& hit);
Vec3 shadeHairShell(const ShadingContext& context, const Hit& hit);
Vec3 shadeBrowOrLash(const ShadingContext& context, const Hit& hit);
Vec3 shadeCloth(const ShadingContext& context, const Hit& hit);
/** Frames of spectacles, and earrings. */
Vec3 shadeMetal(const ShadingContext& context, const Hit& hit);
/** What is seen through the lens of spectacles, and on it. */
Vec3 shadeLens(const ShadingContext& context, const Sample& lens, Vec3 behind, float exposure);
