/** Teeth and tongue, which get darker the deeper they lie. */
#include "shade/materials.h"

Vec3 shadeMouth(const ShadingContext& context, const Hit& hit) {
  const Illumination& light = context.light;
  const bool isTeeth = hit.part.material == Material::TEETH;
  Vec3 albedo = linearOfBytes(nearestPixel(hit.part.texture, hit.uv.u, hit.uv.v));
  if (isTeeth && albedo.x < 1.6f * albedo.y) {  // a tooth, not the gum
    const float brightness = 0.55f + 0.42f * luminance(albedo);
    albedo = Vec3{brightness, brightness * 0.95f, brightness * 0.85f};
  }
  const float depth = dot(hit.position - context.scene.betweenEyes, context.faceForward);
  const float front = saturate((depth + 0.10f) / 0.24f);
  const float open = (0.10f + 0.90f * front) * (isTeeth ? 0.95f : 0.55f);
  const float shadow = keyShadow(context, hit, hit.toCamera * 0.05f, 0.05f, 0.1f);
  const float cosine = dot(hit.normal, light.key.direction);
  const Vec3 irradiance = light.key.colour * (wrapped(cosine, 0.5f) * (0.5f + 0.5f * shadow)) +
                          light.ambientAt(normalize(hit.normal + context.faceForward));
  const Vec3 specular =
      light.key.colour *
      (std::max(0.f, cosine) * highlight(hit.normal, hit.toCamera, light.key.direction, 60) * 1.5f * shadow);
  return (albedo * irradiance * 0.9f + specular) * open;
}
