#pragma once
#include "shade/hit.h"

/** The colour of a sample of any material but skin and lens. */
Vec3 shade(const ShadingContext& context, const Hit& hit);
