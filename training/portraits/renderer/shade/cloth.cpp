/** Clothes and hats. */
#include "math/noise.h"
#include "scene/clothes.h"
#include "shade/materials.h"

namespace {

/**
 * The light on cloth. The shares say how much of the key light, of the ambient light and of the others
 * arrives.
 */
struct Arrives {
  float key, ambient, secondary;
};

Vec3 lightOnCloth(const ShadingContext& context, const Hit& hit, Vec3 normal, float wrap, Arrives arrives) {
  const Illumination& light = context.light;
  const float shadow = keyShadow(context, hit, normal * 0.06f, 0.06f, 0.09f);
  Vec3 irradiance =
      light.key.colour * (wrapped(dot(normal, light.key.direction), wrap) * shadow * arrives.key) +
      light.ambientAt(normal) * arrives.ambient;
  for (int k = 0; k < SECONDARY_COUNT; k++) {
    const auto& [direction, colour] = context.secondary(k);
    irradiance += colour * (std::max(0.f, dot(normal, direction)) * arrives.secondary);
  }
  return irradiance;
}

/** Fibres that stand up shine at the outline. */
float sheen(Vec3 normal, Vec3 toCamera, float strength, float exponent) {
  const float cosine = saturate(dot(normal, toCamera));
  return 1 + strength * fastPow(1 - cosine, exponent);
}

Vec3 shadeFedora(const ShadingContext& context, const Hit& hit, Vec3 normal) {
  const float texel = luminance(colourAt(hit.part.texture, hit.uv.u, hit.uv.v));
  const Vec3 colour = context.person.hat.colour * clamp(2.2f * texel / 0.25f, 0.15f, 1.6f);
  return colour * lightOnCloth(context, hit, normal, 0.1f, {1, 0.8f, 1});
}

/** Ribs on the cuff, finer ones above, and a fold between. */
Vec3 shadeBeanie(const ShadingContext& context, const Hit& hit, Vec3 normal) {
  const Vec3 rest = interpolate(context.model.rest, hit.vertices(), hit.at);
  const float height = heightAboveHatRim(rest), phase = std::atan2(rest.x, rest.z - 0.3f) * 34;
  const float rib = std::sin(phase), row = std::sin(rest.y * 110 + 3.1f * std::floor(phase * 0.318f));
  float knit = 1 + (height < CUFF_HEIGHT ? 0.22f : 0.12f) * rib + 0.05f * row;
  knit *= 0.92f + 0.16f * hashUnit(int(phase * 9), int(rest.y * 300), 3);
  knit *= 1 - 0.35f * smoothstep(0.03f, 0.f, std::fabs(height - CUFF_HEIGHT));
  return context.person.hat.colour * knit * lightOnCloth(context, hit, normal, 0.2f, {1, 0.85f, 1}) *
         sheen(normal, hit.toCamera, 0.4f, 2.f);
}

/** An outfit's texture, kept or dyed; its brightness also serves as relief. */
Vec3 shadeOutfit(const ShadingContext& context, const Hit& hit, Vec3 normal) {
  const Clothes& clothes = context.person.clothes;
  const float u = hit.uv.u, v = hit.uv.v;
  const float mean = std::max(0.02f, luminance(context.textureMeans.outfits[clothes.outfit]));
  Vec3 colour = colourAt(hit.part.texture, u, v);
  auto relativeAt = [&](float du, float dv) {
    return luminance(colourAt(hit.part.texture, u + du, v + dv)) / mean;
  };
  const float relative = luminance(colour) / mean;
  colour = lerp(colour, clothes.colour * clamp(relative, 0.1f, 1.8f), clothes.dye);
  colour *= 0.94f + 0.12f * hashUnit(int(u * 1400), int(v * 1400), 3);
  constexpr float STEP = 0.003f;
  normal =
      normalize(normal + Vec3{relative - relativeAt(STEP, 0), relative - relativeAt(0, STEP), 0} * 0.35f);
  const float open = 0.15f + 0.85f * hit.occlusion;
  return colour * lightOnCloth(context, hit, normal, 0.1f, {0.4f + 0.6f * open, open, open}) *
         sheen(normal, hit.toCamera, 0.25f, 3.f);
}

/** Whether a point lies on the first `share` of a period of 2. */
bool isOnStripe(float position, float share) {
  return std::fmod(position + 100, 2.f) < share;
}

Vec3 patternAt(const Person& person, Vec3 rest) {
  const Clothes& clothes = person.clothes;
  const Vec3 first = clothes.colour, second = clothes.secondColour;
  const float scale = clothes.patternScale * 14;
  switch (clothes.pattern) {
    case STRIPES_ACROSS:
      return isOnStripe(rest.y * scale, 1) ? first : second;
    case STRIPES_DOWN:
      return isOnStripe(rest.x * scale * 0.7f, 1.4f) ? first : second;
    case CHECKS:
      return lerp(first, second,
                  isOnStripe(rest.x * scale * 0.6f, 1) * 0.5f + isOnStripe(rest.y * scale * 0.6f, 1) * 0.5f);
    case BLOTCHES:
      return lerp(
          first, second,
          smoothstep(0.45f, 0.6f,
                     valueNoise(rest.x * scale * 0.5f, rest.y * scale * 0.5f + rest.z, person.id.index)));
    case PLAIN:
      break;
  }
  return first;
}

Vec3 shadePlainTop(const ShadingContext& context, const Hit& hit, Vec3 normal) {
  const Person& person = context.person;
  const int* v = hit.vertices();
  const Vec3 rest = interpolate(context.model.rest, v, hit.at);
  Vec3 colour = patternAt(person, rest);
  const float fold =
      valueNoise(rest.x * 3.1f + rest.y * 1.1f, rest.y * 2.2f - rest.z * 2 + person.id.index, 9);
  const float weave = 0.92f + 0.16f * hashUnit(int(rest.x * 90), int(rest.y * 90), 3);
  normal = normalize(normal + Vec3{fold - 0.5f, 0.3f * (fold - 0.5f), 0} * 0.9f);
  const bool isHem = interpolate(hit.part.cut, v, hit.at) < 0.07f && person.clothes.neckline != SCOOP;
  colour *= weave * (isHem ? 0.86f : 1);
  const float open = 0.25f + 0.75f * hit.occlusion;
  return colour * lightOnCloth(context, hit, normal, 0.1f, {1, open, open}) *
         sheen(normal, hit.toCamera, 0.25f, 3.f);
}

}  // namespace

Vec3 shadeCloth(const ShadingContext& context, const Hit& hit) {
  const Vec3 normal = dot(hit.normal, hit.toCamera) < 0 ? hit.normal * -1.f : hit.normal;
  switch (hit.part.material) {
    case Material::FEDORA:
      return shadeFedora(context, hit, normal);
    case Material::BEANIE:
      return shadeBeanie(context, hit, normal);
    case Material::OUTFIT:
      return shadeOutfit(context, hit, normal);
    default:
      return shadePlainTop(context, hit, normal);
  }
}
