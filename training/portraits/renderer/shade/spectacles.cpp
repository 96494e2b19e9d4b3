/** Frames of spectacles, their lenses, and earrings. */
#include "shade/materials.h"

Vec3 shadeMetal(const ShadingContext& context, const Hit& hit) {
  const Person& person = context.person;
  const Illumination& light = context.light;
  const bool isEarring = hit.part.material == Material::EARRING,
             isMetal = isEarring || person.glasses.isMetal;
  const Vec3 colour = isEarring ? person.earrings.colour : person.glasses.frameColour;
  const Vec3 normal = hit.normal, toKey = light.key.direction;
  const float shadow = keyShadow(context, hit, normal * 0.05f, 0.05f, 0.05f);
  const Vec3 irradiance = light.key.colour * (std::max(0.f, dot(normal, toKey)) * (0.2f + 0.8f * shadow)) +
                          light.ambientAt(normal) * 0.8f;
  const Vec3 reflectance = isMetal ? colour : grey(0.05f);
  const Vec3 half = normalize(toKey + hit.toCamera);
  const float specular = 8 * fastPow(std::max(0.f, dot(normal, half)), 60.f) * shadow;
  return (isMetal ? colour * 0.35f : colour) * irradiance +
         reflectance *
             (light.key.colour * specular + light.reflectionAt(reflect(hit.toCamera, normal)) * 1.1f);
}

Vec3 shadeLens(const ShadingContext& context, const Sample& lens, Vec3 behind, float exposure) {
  const Scene& scene = context.scene;
  const Illumination& light = context.light;
  const Part& part = scene.parts[lens.part];
  const int* v = part.topology->triangle(lens.triangle);
  const Vec3 normal = normalize(interpolate(part.normals, v, lens.at)), position = part.positions[v[0]];
  const Vec3 mirrored = reflect(normalize(scene.camera - position), normal);
  const bool isDark = context.person.glasses.kind == SUNGLASSES;
  const float below = dot(position - scene.betweenEyes, Vec3{0, -1, 0});
  const float gradient = isDark ? 0.6f + 0.8f * smoothstep(-0.25f, 0.25f, below) : 1;
  const Vec3 lamp = normalize(light.key.direction + Vec3{0, 0.1f, 0.1f});
  const float lampShare = smoothstep(0.965f, 0.995f, dot(mirrored, lamp)) * 0.8f;
  const Vec3 sky = light.reflectionAt(mirrored) * (0.6f + 0.8f * smoothstep(0.1f, 0.4f, mirrored.y));
  return behind * context.person.glasses.lensTint * gradient +
         (sky * (isDark ? 0.07f : 0.035f) + light.key.colour * (lampShare * 0.22f)) * exposure;
}
