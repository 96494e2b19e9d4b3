/** Skin: wrapped diffuse light, two highlights, relief of folds and pores. */
#include "math/noise.h"
#include "shade/materials.h"

namespace {

/**
 * How the relief grows with the age, and how fine the pores are: tiles over the UV space by the picture's
 * size.
 */
struct Relief {
  float folds, pores, tiles, shift;
};

Relief reliefOf(const Person& person, int pixels) {
  const float age = person.identity.ageYears;
  const float pores = (0.10f + 0.10f * saturate((age - 25) / 40)) * (pixels <= 128 ? 0.6f : 1);
  return {0.014f + 0.024f * saturate((age - 30) / 40), pores,
          pixels <= 128   ? 5.f
          : pixels <= 256 ? 9.f
                          : 15.f,
          hashUnit(person.id.index, 3, 8)};
}

/** The normal, tilted by the relief of the skin texture (folds) and of the pore tile. */
Vec3 bumpedNormal(const ShadingContext& context, const Hit& hit, const Relief& relief, float pore) {
  const Vec3 normal = hit.normal;
  const int* v = hit.vertices();
  const Topology& topology = *hit.part.topology;
  const float *a = topology.uv(hit.triangle, 0), *b = topology.uv(hit.triangle, 1),
              *c = topology.uv(hit.triangle, 2);
  const auto& p = hit.part.positions;
  const Vec3 edge1 = p[v[1]] - p[v[0]], edge2 = p[v[2]] - p[v[0]];
  const float u1 = b[0] - a[0], v1 = b[1] - a[1], u2 = c[0] - a[0], v2 = c[1] - a[1];
  const float determinant = u1 * v2 - u2 * v1;
  if (std::fabs(determinant) <= 1e-10f) {
    return normal;
  }
  // Steps of position for steps of u and v; the height's gradient on the surface follows from central
  // differences.
  const Vec3 alongU = (edge1 * v2 - edge2 * v1) * (1 / determinant);
  const Vec3 alongV = (edge2 * u1 - edge1 * u2) * (1 / determinant);
  const float inverseU = 1 / dot(alongU, alongU), inverseV = 1 / dot(alongV, alongV);
  const auto [u, w] = hit.uv;
  constexpr float TEXEL = 1.0f / SKIN_SIZE;
  const auto& heights = context.skin.heights();
  const float du = sampleSkinMap(heights, u + TEXEL, w) - sampleSkinMap(heights, u - TEXEL, w);
  const float dv = sampleSkinMap(heights, u, w + TEXEL) - sampleSkinMap(heights, u, w - TEXEL);
  Vec3 gradient = alongU * (du / (2 * TEXEL) * inverseU) + alongV * (dv / (2 * TEXEL) * inverseV);
  const float steepness = length(gradient) * relief.folds;
  gradient *= relief.folds / (1 + 1.2f * steepness);

  const float step = 0.7f / (PoreRelief::SIZE * relief.tiles);
  const float lips = sampleSkinMap(context.masks.masks[LIPS_MASK], u, w);
  const float strength = relief.pores * 0.012f * (1 - 0.7f * lips);
  const PoreRelief& pores = context.pores;
  const float poreU = pores.heightAt((u + step) * relief.tiles + relief.shift, w * relief.tiles) - pore;
  const float poreV = pores.heightAt(u * relief.tiles + relief.shift, (w + step) * relief.tiles) - pore;
  gradient += (alongU * (poreU / step * inverseU) + alongV * (poreV / step * inverseV)) * strength;

  gradient *=
      smoothstep(-0.1f, 0.5f, dot(normal, hit.toCamera));  // none at the outline, where it would flicker
  const float slope = length(gradient);
  if (slope > 0.6f) {
    gradient *= 0.6f / slope;
  }
  return normalize(normal - gradient);
}

/** Diffuse light that reaches around the terminator by `wrap`; wide wraps fade out softly. */
float wrappedSoftly(float cosine, float wrap) {
  const float t = wrapped(cosine, wrap);
  return wrap > 0.2f ? t * std::sqrt(t) * 0.35f + t * 0.65f : t;
}

}  // namespace

SkinShade shadeSkin(const ShadingContext& context, const Hit& hit) {
  const Person& person = context.person;
  const Illumination& light = context.light;
  const auto [u, w] = hit.uv;
  const SkinTexel skin = context.skin.at(u, w);
  const Relief relief = reliefOf(person, context.pixels);
  const float pore = context.pores.heightAt(u * relief.tiles + relief.shift, w * relief.tiles);
  const Vec3 smooth = hit.normal, toCamera = hit.toCamera;
  const Vec3 normal = bumpedNormal(context, hit, relief, pore);
  const Vec3 toKey = light.key.direction, keyColour = light.key.colour;
  const float keyCosine = dot(normal, toKey), viewCosine = std::max(0.f, dot(normal, toCamera));
  const float occlusion = 0.08f + 0.92f * hit.occlusion;

  // Key light. The wraps stand for scattering, red farthest; behind the terminator the map's shadow is not
  // needed.
  float shadow = keyShadow(context, hit, smooth * 0.03f, 0.025f, light.keySoftness);
  shadow = std::max(shadow, 0.9f * smoothstep(0.02f, -0.12f, keyCosine));
  Vec3 diffuse{wrappedSoftly(keyCosine, 0.24f), wrappedSoftly(keyCosine, 0.13f),
               wrappedSoftly(keyCosine, 0.10f)};
  diffuse *= shadow;
  Vec3 irradiance = diffuse * keyColour * (0.5f + 0.5f * occlusion);
  const float roughness = lerp(1.25f, 0.8f, saturate(person.skin.oil));
  const float wide = 12 / roughness, narrow = 48 / (roughness * roughness);
  const float keyHighlight = keyCosine > 0 ? keyCosine * (0.66f * highlight(normal, toCamera, toKey, wide) +
                                                          0.34f * highlight(normal, toCamera, toKey, narrow))
                                           : 0;
  const float atOutline = 0.25f + 0.75f * smoothstep(0.02f, 0.35f, viewCosine);
  Vec3 specular = keyColour * (keyHighlight * (shadow * (0.2f + 0.8f * occlusion)) * atOutline);

  // Fill and rim light, without shadows: a smoother normal, and more occlusion.
  const Vec3 rounded = normalize(normal * 0.35f + smooth * 0.65f);
  for (int k = 0; k < SECONDARY_COUNT; k++) {
    const auto& [direction, colour] = context.secondary(k);
    const float cosine = dot(rounded, direction);
    const float open = k == RIM ? occlusion * occlusion : occlusion * (0.4f + 0.6f * occlusion);
    irradiance +=
        Vec3{wrappedSoftly(cosine, 0.28f), wrappedSoftly(cosine, 0.15f), wrappedSoftly(cosine, 0.1f)} *
        colour * open;
    if (cosine > 0) {
      specular += colour * ((k == RIM ? 0.45f : 1.f) * atOutline * cosine * open *
                            (0.7f * highlight(normal, toCamera, direction, wide) +
                             0.3f * highlight(normal, toCamera, direction, narrow)));
    }
  }

  // Ambient light: folds glow red, since light that scatters in them does.
  irradiance +=
      light.ambientAt(normal) * Vec3{fastPow(occlusion, 0.82f), occlusion, fastPow(occlusion, 1.05f)};
  const float ear = sampleSkinMap(context.masks.masks[EAR_MASK], u, w);
  if (ear > 0.02f) {  // light shines through ears
    const float through =
        std::max(0.f, -keyCosine) * 0.5f * luminance(keyColour) +
        std::max(0.f, -dot(normal, light.rim.direction)) * 0.25f * luminance(light.rim.colour);
    irradiance += Vec3{0.75f, 0.16f, 0.08f} * (through * ear);
  }
  const float fresnel = 0.026f + 0.16f * pow5(1 - viewCosine);
  specular += light.reflectionAt(reflect(toCamera, normal)) * (fresnel * hit.occlusion * occlusion);
  specular = specular * (skin.gloss * 0.85f * std::max(0.3f, 1 + 0.5f * pore));
  return {irradiance, skin.albedo * (1 + 0.045f * pore), specular};
}
