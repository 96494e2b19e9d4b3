#include "shade/hit.h"

namespace {

/** Texels that are more opaque than this count for a mean. */
constexpr int OPAQUE = 140;

}  // namespace

TextureMeans::TextureMeans(const AssetFile& assets) {
  for (int i = 0; i < OUTFIT_COUNT; i++) {
    const Texture texture = assets.texture(std::string("cloth/") + OUTFIT_NAMES[i]);
    constexpr int STEP = 7;  // every seventh texel is enough
    Vec3 sum;
    float count = 0;
    for (int k = 0; k < texture.width * texture.height; k += STEP) {
      const uint8_t* texel = texture.pixels + 4 * k;
      if (texel[3] > OPAQUE) {
        sum += linearOfBytes(texel);
        count++;
      }
    }
    outfits[i] = sum * (1 / std::max(1.f, count));
  }
  for (int style = 0; style < HAIR_MESH_COUNT; style++) {
    const Texture texture = assets.texture(std::string("hair/") + HAIR_NAMES[style]);
    double sum = 0, count = 0;
    for (int k = 0; k < texture.width * texture.height; k++) {
      const uint8_t* texel = texture.pixels + 4 * k;
      if (texel[3] > OPAQUE) {
        sum += luminance(linearOfBytes(texel));
        count++;
      }
    }
    hair[style] = float(sum / std::max(1.0, count));
  }
}

Hit::Hit(const Scene& scene, const Sample& sample, int x, int y)
    : part(scene.parts[sample.part]), triangle(sample.triangle), at(sample.at), x(x), y(y) {
  const int* v = vertices();
  position = interpolate(part.positions, v, at);
  normal = normalize(interpolate(part.normals, v, at));
  toCamera = normalize(scene.camera - position);
  occlusion = interpolate(part.occlusion, v, at);
  uv = uvAt(*part.topology, triangle, at);
}

float highlight(Vec3 normal, Vec3 toCamera, Vec3 toLight, float exponent) {
  const Vec3 half = normalize(toLight + toCamera);
  const float nh = std::max(0.f, dot(normal, half)), lh = std::max(0.f, dot(toLight, half));
  const float fresnel = std::min(0.22f, 0.028f + 0.972f * pow5(1 - lh));
  return fresnel * (exponent + 2) * 0.125f * fastPow(nh, exponent);
}

float keyShadow(const ShadingContext& context, const Hit& hit, Vec3 offset, float bias, float radius,
                bool isInHair) {
  return context.shadow.lightAt(hit.position + offset, {bias, radius, hit.x, hit.y, isInHair});
}
