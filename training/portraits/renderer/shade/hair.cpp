/** Hair on cards, hair shells, brows and lashes. */
#include "math/noise.h"
#include "shade/materials.h"

namespace {

/** Differences between strands at three scales, each about [-0.5, 0.5]. */
struct Strands {
  float coarse, medium, fine;
};

/** In combed styles strands run along v of the texture; elsewhere the texture's own strands are kept. */
Strands strandsAt(Uv uv, int style, float textureRelative) {
  const auto [u, v] = uv;
  if (isCombed(style)) {
    return {valueNoise(u * 70, v * 3, 31) - 0.5f, valueNoise(u * 230, v * 5, 32) - 0.5f,
            valueNoise(u * 520, v * 7, 33) - 0.5f};
  }
  const float medium = style == BRAID ? 0 : clamp(0.4f * (textureRelative - 1), -0.5f, 0.5f);
  return {0.6f * (valueNoise(u * 40, v * 40, 31) - 0.5f), medium, 0.8f * medium};
}

/**
 * Kajiya and Kay's highlight of a strand, whose tangent is shifted along the normal (as in Scheuermann,
 * 2004).
 */
float strandHighlight(Vec3 tangent, Vec3 normal, Vec3 toCamera, Vec3 toLight, float shift, float exponent) {
  const Vec3 shifted = normalize(tangent + normal * shift), half = normalize(toLight + toCamera);
  const float cosine = dot(shifted, half);
  return fastPow(std::max(0.f, 1 - cosine * cosine), exponent * 0.5f);
}

}  // namespace

Vec3 shadeHair(const ShadingContext& context, const Hit& hit) {
  const HairChoices& hair = context.person.hair;
  const Illumination& light = context.light;
  const Texture& texture = hit.part.texture;
  const int style = hit.part.hairStyle;
  const auto [u, v] = hit.uv;
  const Vec3 toCamera = hit.toCamera,
             tangent = normalize(interpolate(hit.part.tangents, hit.vertices(), hit.at));
  const Vec3 outwards = normalize(hit.position - context.scene.headCentre);
  Vec3 normal = dot(hit.normal, toCamera) < 0 ? hit.normal * -1.f : hit.normal;
  normal = normalize(normal * 0.6f + outwards * 0.75f);

  // The texture's brightness against its mean, without its extremes; where it is nearly transparent it says
  // nothing.
  const float mean = context.textureMeans.hair[style], texel = luminance(colourAt(texture, u, v));
  float brightness = fastPow((texel + 0.15f * mean) / (1.15f * mean), style == BRAID ? 0.30f : 0.55f);
  brightness = lerp(0.85f, clamp(brightness, 0.35f, 1.7f), smoothstep(0.3f, 0.85f, alphaAt(texture, u, v)));
  const Strands strands = strandsAt(hit.uv, style, texel / mean);
  brightness *= 1 + 0.8f * hair.streaks * strands.coarse + 0.26f * strands.medium + 0.22f * strands.fine;
  const float fromRoot = smoothstep(-0.1f, 0.9f, length(hit.position - context.scene.headCentre) - 0.9f);
  Vec3 albedo = hair.colour * (brightness * (0.80f + 0.32f * fromRoot)) *
                Vec3{1 + 0.10f * strands.coarse, 1, 1 - 0.14f * strands.coarse};
  if (hair.grey > 0.1f && hair.grey < 0.9f) {  // grey comes strand by strand
    const float greyShare = saturate(strands.medium * 3 + hair.grey - 0.2f);
    albedo = lerp(albedo * 0.75f, Vec3{0.4f, 0.39f, 0.38f} * brightness, greyShare * 0.25f);
  }

  const float shadow = keyShadow(context, hit, normal * 0.04f, 0.05f, 0.07f, true);
  const float open = 0.04f + 0.96f * fastPow(hit.occlusion, 1.25f);
  const Vec3 toKey = light.key.direction, keyColour = light.key.colour;
  const float cosine = dot(normal, toKey);
  Vec3 irradiance = keyColour * (wrapped(cosine, 0.35f) * (0.12f + 0.88f * shadow) * (0.35f + 0.65f * open)) +
                    light.ambientAt(normal) * open;

  // Two highlights: the colourless one of the surface, and one that passed through the strand and took its
  // colour.
  const float lit = smoothstep(-0.15f, 0.5f, cosine) * shadow * (0.3f + 0.7f * open) * brightness;
  const float jitter = 0.09f * strands.fine + 0.05f * strands.medium;
  auto strand = [&](Vec3 toLight, float shift, float exponent) {
    return strandHighlight(tangent, normal, toCamera, toLight, shift, exponent);
  };
  Vec3 specular =
      keyColour * (lit * (0.036f * (1 + 0.8f * strands.fine) * strand(toKey, -0.10f + jitter, 60))) +
      (albedo * 1.1f + grey(0.008f)) * keyColour * (lit * 0.70f * strand(toKey, 0.14f + jitter, 18));
  for (int k = 0; k < SECONDARY_COUNT; k++) {
    const auto& [direction, colour] = context.secondary(k);
    const float q = dot(normal, direction), facing = smoothstep(-0.1f, 0.5f, q);
    irradiance += colour * (wrapped(q, 0.3f) * open * (k == RIM ? open : 1));
    specular += colour * (facing * open * open * brightness * (0.022f * strand(direction, -0.1f, 50))) +
                albedo * colour * (facing * open * open * 0.6f * strand(direction, 0.12f, 18));
  }
  const Vec3 sky = normalize(outwards + Vec3{0, 0.6f, 0});
  const float gleam = fastPow(std::max(0.f, 1 - dot(tangent, sky) * dot(tangent, sky)), 6.f);
  specular += light.reflectionAt(normalize(normal + Vec3{0, 0.3f, 0})) *
              (0.016f * open * open * brightness * (0.5f + gleam));
  return albedo * irradiance * 0.95f + specular;
}

Vec3 shadeHairShell(const ShadingContext& context, const Hit& hit) {
  const Person& person = context.person;
  const Illumination& light = context.light;
  const auto [u, v] = hit.uv;
  const uint32_t seed = person.id.index;
  const float height = hit.part.shellHeight;
  const bool beard = isBeard(hit.part.shell);
  const Vec3 colour = beard ? person.beard.colour : person.hair.colour * 0.8f;
  const float strands =
      beard ? valueNoise(u * 150, v * 520, seed) - 0.25f : 0.6f * valueNoise(u * 500, v * 500, 3);
  const Vec3 albedo = colour * (0.40f + 0.6f * height + 0.9f * strands);

  const Vec3 normal = hit.normal, toKey = light.key.direction;
  const float shadow = keyShadow(context, hit, normal * 0.06f, 0.05f, 0.08f);
  const float open = (0.10f + 0.90f * hit.occlusion) * (0.42f + 0.58f * height);  // roots lie in the shade
  Vec3 irradiance = light.key.colour *
                        (wrapped(dot(normal, toKey), 0.25f) * (0.1f + 0.9f * shadow) * (0.4f + 0.6f * open)) +
                    light.ambientAt(normal) * open;
  for (int k = 0; k < SECONDARY_COUNT; k++) {
    const auto& [direction, lightColour] = context.secondary(k);
    irradiance += lightColour * (std::max(0.f, dot(normal, direction)) * open * open);
  }
  const Vec3 half = normalize(toKey + hit.toCamera);
  const float specular = fastPow(std::max(0.f, dot(normal, half)), 9.f) * 0.032f * shadow *
                         (0.4f + 1.2f * valueNoise(u * 150, v * 520, seed + 2));
  return albedo * irradiance + light.key.colour * specular + light.ambientAt(normal) * (0.007f * open);
}

Vec3 shadeBrowOrLash(const ShadingContext& context, const Hit& hit) {
  const Illumination& light = context.light;
  const bool isBrow = hit.part.material == Material::BROW;
  const Vec3 albedo = isBrow ? context.person.hair.browColour : Vec3{0.012f, 0.009f, 0.008f};
  const Vec3 normal = isBrow ? hit.normal : context.faceForward;
  const float shadow = isBrow ? keyShadow(context, hit, normal * 0.06f, 0.06f, light.keySoftness) : 0.6f;
  const Vec3 irradiance = light.key.colour * (wrapped(dot(normal, light.key.direction), 0.2f) * shadow) +
                          light.ambientAt(normal) * 0.7f;
  return albedo * irradiance;
}
