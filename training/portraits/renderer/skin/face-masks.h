/**
 * Where on a face things are: scalp, beard, lips, ... Each mask is a function of the position on the
 * unchanged base mesh, in decimetres, so that it follows every morph. BakedMasks holds them in UV space.
 */
#pragma once
#include <array>
#include <vector>
#include "model/head-model.h"

enum FaceMask {
  SCALP_MASK,
  FULL_BEARD_MASK,
  MOUSTACHE_MASK,
  GOATEE_MASK,
  LIPS_MASK,
  BLUSH_MASK,
  OIL_MASK,
  EYESHADOW_MASK,
  EYELINER_MASK,
  FRECKLES_MASK,
  EAR_MASK,
  /** Hair that recedes at the temples. */
  RECEDED_SCALP_MASK,
  /** A little beyond the scalp: where the skin texture's own hair is painted over. */
  WIDE_SCALP_MASK,
  /** A ring of hair about a bald head. */
  HAIR_RING_MASK,
  MASK_COUNT
};

using MaskValues = std::array<float, MASK_COUNT>;

/** All masks at one point, each in [0, 1]. */
MaskValues masksAt(Vec3 rest);

/** Side of the square skin texture, and of everything in its UV space, in texels. */
constexpr int SKIN_SIZE = 512;

struct BakedMasks {
  explicit BakedMasks(const HeadModel& model);

  /** SKIN_SIZE² values for each mask. */
  std::array<std::vector<float>, MASK_COUNT> masks;
  /** Noise at three scales, in [0, 1). */
  std::vector<float> fineNoise, mediumNoise, coarseNoise;
  /** The texels that a portrait can show, and those that stand for the tone of the skin. */
  std::vector<int> texels, forehead, cheeks;
};

/** Bilinear, in UV space. */
float sampleSkinMap(const std::vector<float>& map, float u, float v);

/** The four texels about a point of UV space, and where it is between them. */
struct SkinTexels {
  int first;
  float fx, fy;
};
SkinTexels skinTexelsAt(float u, float v);
