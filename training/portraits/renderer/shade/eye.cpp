/** Eyes: the shade of the lids, iris and white, and the lights that are reflected in them. */
#include "shade/materials.h"

namespace {

/** The cosine of the angle from the eye's axis within which the iris is. */
constexpr float IRIS = 0.86f;

/** How much of the near sky the rim of the lids hides from a sample, in [0, 1]; most comes from above. */
float hiddenByLids(const ShadingContext& context, const Hit& hit) {
  struct Tap {
    float x, y, weight;  // millimetres at the usual distance of the eyes, 62 mm
  };
  static constexpr Tap TAPS[9] = {{0, -0.7f, 1.2f},     {0, -1.5f, 1.2f},    {0, -2.5f, 1},
                                  {-1.3f, -1.6f, 0.8f}, {1.3f, -1.6f, 0.8f}, {0, -3.6f, 0.6f},
                                  {-1.6f, 0, 0.5f},     {1.6f, 0, 0.5f},     {0, 1.2f, 0.4f}};
  const int side = context.visible.side;
  const float millimetre = side * context.person.framing.eyeDistance / 62.f;
  float hidden = 0;
  for (const Tap& tap : TAPS) {
    const int x = std::clamp(int(hit.x + tap.x * millimetre), 0, side - 1);
    const int y = std::clamp(int(hit.y + tap.y * millimetre), 0, side - 1);
    const int at = y * side + x;
    if (context.visible.isBackground(at) ||
        context.scene.parts[context.visible.partAt(at)].material != Material::EYE) {
      hidden += tap.weight;
    }
  }
  return hidden * (1 / 7.f);
}

Vec3 irisAlbedo(Vec3 texture) {
  const float l = luminance(texture);
  return lerp(texture, grey(l), 0.35f) * lerp(1.25f, 0.62f, smoothstep(0.04f, 0.3f, l));
}

/**
 * The white is warm, darker and redder towards the corners, and darker in dark faces, whose exposure is
 * longer.
 */
Vec3 whiteAlbedo(Vec3 texture, float axisCosine, float skinLuminance) {
  const float l = luminance(texture), corner = smoothstep(0.70f, 0.35f, axisCosine);
  Vec3 albedo = lerp(texture, Vec3{l, l * 0.955f, l * 0.93f}, 0.45f) *
                (0.74f - 0.16f * smoothstep(0.75f, 0.45f, axisCosine));
  albedo *= lerp(0.62f, 1.f, saturate(skinLuminance / 0.36f));
  albedo *= Vec3{1, 1 - 0.10f * corner, 1 - 0.12f * corner};
  return albedo;
}

}  // namespace

Vec3 shadeEye(const ShadingContext& context, const Hit& hit) {
  const Scene& scene = context.scene;
  const Illumination& light = context.light;
  const Vec3 forward = context.faceForward, toKey = light.key.direction;
  const bool isLeft = length(hit.position - scene.leftEye) < length(hit.position - scene.rightEye);
  const Vec3 radial = normalize(hit.position - (isLeft ? scene.leftEye : scene.rightEye));
  const Vec3 axis = scene.headRotation * gazeRotation(context.person.pose) * Vec3{0, 0, 1};
  const float axisCosine = dot(radial, axis);
  const bool isIris = axisCosine > IRIS;
  const Vec3 texture = linearOfBytes(nearestPixel(hit.part.texture, hit.uv.u, hit.uv.v));
  const Vec3 albedo =
      isIris ? irisAlbedo(texture) : whiteAlbedo(texture, axisCosine, luminance(context.skin.cheekAlbedo()));

  const Vec3 normal = isIris ? normalize(radial + axis * 0.15f) : normalize(radial + forward * 0.25f);
  const float open = 1 - saturate(hiddenByLids(context, hit));
  const float ambient = (0.34f + 0.66f * hit.occlusion) * (0.22f + 0.78f * open);
  const float shadow =
      keyShadow(context, hit, normal * 0.05f, 0.06f, light.keySoftness) * (0.30f + 0.70f * open);
  const float keyCosine = wrapped(dot(normal, toKey), 0.15f);
  Vec3 irradiance = light.key.colour * (keyCosine * shadow * (0.4f + 0.6f * ambient)) +
                    light.ambientAt(normalize(normal + forward)) * ambient;
  for (int k = 0; k < SECONDARY_COUNT; k++) {
    const auto& [direction, colour] = context.secondary(k);
    irradiance += colour * (std::max(0.f, dot(normal, direction)) * ambient * ambient);
  }

  // The cornea bulges: before the iris its normal is steeper. Lamps are reflected, and in studios a window.
  const Vec3 cornea = isIris ? normalize(radial - axis * 0.28f) : radial;
  const Vec3 mirrored = reflect(hit.toCamera, cornea);
  const Vec3 lamp = normalize(toKey + Vec3{0, 0.12f, 0.35f});
  const float lampShare = smoothstep(0.972f, 0.990f, dot(mirrored, lamp)) * shadow *
                          smoothstep(-0.1f, 0.25f, dot(toKey, forward));
  const Vec3 window = normalize(Vec3{-toKey.x * 0.8f, 0.55f, 0.8f});
  const float windowShare = light.map ? 0 : smoothstep(0.88f, 0.95f, dot(mirrored, window)) * 0.03f * open;
  const Vec3 specular = light.key.colour * (lampShare * (isIris ? 1.5f : 0.5f)) +
                        light.reflectionAt(mirrored) * ((0.022f + windowShare) * (0.25f + 0.75f * open));
  return albedo * irradiance + specular;
}
