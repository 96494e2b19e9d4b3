/**
 * Ambient occlusion: the share of the surroundings that each vertex sees, baked on an average head for
 * every hair style.
 */
#pragma once
#include "model/head-model.h"

/** By vertex. */
struct Occlusion {
  std::vector<float> skin, eyes, hair;
};

/** Where the occlusion without a hair mesh is in the table. */
constexpr int NO_HAIR_MESH = HAIR_MESH_COUNT;

/** By HairStyle, then NO_HAIR_MESH. */
using OcclusionTable = std::vector<Occlusion>;

OcclusionTable bakeOcclusion(const HeadModel& model);
