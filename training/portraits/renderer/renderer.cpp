#include "renderer.h"
#include "film/background.h"
#include "film/film.h"
#include "math/noise.h"

namespace {

/** In so many portraits there is no reflector, and half of a face may be dark. */
constexpr float HARD_LIGHT_SHARE = 0.02f;
/**
 * The luminance of the albedo that exposures are meant for, and how far, as a power, darker skin is exposed
 * longer.
 */
constexpr float USUAL_ALBEDO = 0.36f, ALBEDO_PULL = 0.22f;

/** The light that reaches a surface which faces the same way as the face. */
Vec3 lightOnFace(const Illumination& light, Vec3 forward) {
  return light.ambientAt(forward) +
         light.key.colour * (0.15f + 0.85f * std::max(0.f, dot(forward, light.key.direction))) +
         light.fill.colour * std::max(0.f, dot(forward, light.fill.direction));
}

Vec3 toSrgb(Vec3 linear) {
  return {linearToSrgb(saturate(linear.x)), linearToSrgb(saturate(linear.y)),
          linearToSrgb(saturate(linear.z))};
}

}  // namespace

Renderer::Renderer(const AssetFile& assets, int pixels)
    : model(assets),
      masks(model),
      skins(assets, masks),
      textureMeans(assets),
      builder(model),
      pixels(pixels),
      visible(pixels) {
  for (const auto& [name, array] : assets.all()) {
    if (name.rfind("env/", 0) == 0) {
      maps.emplace_back(array);
    }
  }
}

Portrait Renderer::render(const Person& person) {
  const Illumination light = illuminate(person.light, maps);
  const Scene scene = builder.build(person);
  const SkinTexture skin = skins.compose(person);
  const Coverage coverage(person, masks);
  visible.draw(scene, Camera(scene, person.framing, visible.side), coverage);
  shadow.draw(scene, light.key.direction, coverage, person.glasses.kind == SUNGLASSES);

  const Vec3 forward = normalize(scene.headRotation * Vec3{0, 0.05f, 1});
  const ShadingContext context{model, person, scene,   light,        masks,  skin,
                               pores, shadow, visible, textureMeans, pixels, forward};
  const float exposure = exposureOf(person, light, forward, skin.cheekAlbedo());

  // The white balance is the camera's; procedural backgrounds are painted as they shall look after it.
  const Film& film = person.film;
  const Vec3 whiteBalance = Vec3{1 + film.warmth, 1 + film.greenness, 1 - film.warmth} * light.castCorrection;
  std::vector<Vec3> background = paintBackground(person.background, light, pixels);
  const bool isMap = showsEnvironment(person.background, light);
  const float backgroundExposure =
      isMap ? exposure : clamp(luminance(lightOnFace(light, forward)) * exposure, 0.5f, 1.3f);
  Vec3 backgroundSum;
  for (Vec3& colour : background) {
    colour = (isMap ? colour : colour / light.castCorrection) * backgroundExposure;
    backgroundSum += colour;
  }

  Negative negative = exposeSamples(context, background, exposure);
  const int samplesPerPixel = visible.samplesPerPixelSide * visible.samplesPerPixelSide;
  diffuseSkinLight(negative, person.framing);
  if (hashUnit(person.id.index, 91, uint32_t(person.id.seed)) >= HARD_LIGHT_SHARE) {
    addReflector(negative, samplesPerPixel);
  }
  mergeSkin(negative, samplesPerPixel);
  softenByLens(negative, film.softness);

  const Vec3 mean = backgroundSum * (1.f / (pixels * pixels)) * whiteBalance;
  return {develop(negative, person.id, film, whiteBalance), toSrgb(skin.cheekAlbedo()),
          toSrgb({toneCurve(mean.x), toneCurve(mean.y), toneCurve(mean.z)}), light.keyAzimuth};
}

float Renderer::exposureOf(const Person& person, const Illumination& light, Vec3 faceForward,
                           Vec3 cheek) const {
  return person.film.exposure * (light.map ? 0.84f : 0.90f) / luminance(lightOnFace(light, faceForward)) *
         fastPow(USUAL_ALBEDO / std::max(luminance(cheek), 0.03f), ALBEDO_PULL);
}
