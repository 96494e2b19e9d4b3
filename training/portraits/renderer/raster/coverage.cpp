#include "raster/coverage.h"
#include "math/noise.h"

bool Coverage::isPartial(Material material) {
  switch (material) {
    case Material::SKIN:
    case Material::TONGUE:
    case Material::FRAME:
    case Material::EARRING:
    case Material::LENS:
      return false;
    default:
      return true;
  }
}

bool Coverage::covers(const Part& part, int triangle, Barycentric at, float threshold) const {
  const Topology& topology = *part.topology;
  switch (part.material) {
    case Material::HAIR:
    case Material::LOOSE_HAIR:
      return hairAlpha(part, triangle, at) > threshold;
    case Material::BROW: {
      const auto [u, v] = uvAt(topology, triangle, at);
      return alphaAt(part.texture, u, v) * person.eyes.browOpacity * 0.95f > threshold;
    }
    case Material::LASH: {
      const auto [u, v] = uvAt(topology, triangle, at);
      return alphaAt(part.texture, u, v) * (0.55f + 0.4f * person.makeUp.eyeliner) > threshold;
    }
    case Material::EYE:
    case Material::TEETH: {
      const auto [u, v] = uvAt(topology, triangle, at);
      return nearestAlpha(part.texture, u, v) > 60;
    }
    case Material::OUTFIT:
    case Material::FEDORA: {
      const auto [u, v] = uvAt(topology, triangle, at);
      return nearestAlpha(part.texture, u, v) > 100;
    }
    case Material::PLAIN_CLOTH:
    case Material::BEANIE:
      return interpolate(part.cut, topology.triangle(triangle), at) > 0;
    case Material::HAIR_SHELL:
      return shellAlpha(part, uvAt(topology, triangle, at)) > threshold;
    default:
      return true;
  }
}

/**
 * The higher the layer, the fewer strands reach it. Strands of a beard are long, those of cropped hair are
 * dots.
 */
float Coverage::shellAlpha(const Part& part, Uv uv) const {
  const auto [u, v] = uv;
  const float grows = sampleSkinMap(masks.masks[maskOf(part.shell)], u, v);
  const uint32_t seed = person.id.index;
  if (isBeard(part.shell)) {
    const float noise =
        0.6f * valueNoise(u * 150, v * 520, seed) + 0.4f * valueNoise(u * 90, v * 210, seed + 1);
    return saturate((grows - 0.12f) * 1.3f) * person.beard.density *
           saturate(1.45f - part.shellHeight * (0.55f + 1.1f * noise));
  }
  const float noise =
      0.5f * valueNoise(u * 520, v * 520, seed) + 0.5f * valueNoise(u * 240, v * 240, seed + 1);
  return saturate((grows - 0.2f) * 1.5f) * saturate(1.5f - part.shellHeight * (0.45f + 0.8f * noise));
}

float hairAlpha(const Part& part, int triangle, Barycentric at) {
  const auto [u, v] = uvAt(*part.topology, triangle, at);
  if (!part.cut.empty() && interpolate(part.cut, part.topology->triangle(triangle), at) <
                               0.3f * (valueNoise(u * 90, 0, 4) - 0.3f)) {
    return 0;
  }
  const float alpha = saturate((alphaAt(part.texture, u, v) - 0.06f) * 1.25f);
  if (part.material == Material::LOOSE_HAIR) {  // of each card only a few strands
    return alpha > 0.3f ? smoothstep(0.74f, 0.80f, valueNoise(u * 200, v * 5, 41)) : 0;
  }
  return alpha;
}
