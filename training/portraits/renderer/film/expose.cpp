/** Shades the samples of each pixel. */
#include "film/film.h"
#include "shade/materials.h"
#include "shade/shading.h"

namespace {

/** Brighter samples would leave single white pixels. */
constexpr float BRIGHTEST = 3;

/** How samples of smooth materials may share a colour within a pixel. */
enum Sharing { SKIN_SHARING, ROUGH_SHARING, NOT_SHARED };

Sharing sharingOf(Material material) {
  return material == Material::SKIN                                                  ? SKIN_SHARING
         : isHair(material) || isCloth(material) || material == Material::HAIR_SHELL ? ROUGH_SHARING
                                                                                     : NOT_SHARED;
}

class PixelExposer {
 public:
  PixelExposer(const ShadingContext& context, float exposure)
      : context(context),
        exposure(exposure),
        side(context.visible.samplesPerPixelSide),
        // Every so manieth sample is shaded, the others reuse its colour.
        skinStep(side == 4   ? 3
                 : side == 3 ? 3
                             : 2),
        roughStep(side != 3 ? 2 : skinStep) {}

  void expose(int x, int y, Vec3 background, Negative& negative) const {
    const VisibilityBuffer& visible = context.visible;
    const int pixel = y * negative.pixels + x;
    int counts[2] = {0, 0}, lastPart[2] = {-1, -1};
    Vec3 lastColour[2];
    SkinShade skin{};
    Vec3 sum;
    for (int k = 0; k < side * side; k++) {
      const int sampleX = x * side + k % side, sampleY = y * side + k / side;
      const int index = sampleY * visible.side + sampleX;
      Vec3 colour = background;
      bool isSkin = false;
      if (!visible.isBackground(index)) {
        const int part = visible.partAt(index);
        const Sharing sharing = sharingOf(context.scene.parts[part].material);
        const bool isShared = sharing != NOT_SHARED;
        const int count = isShared ? counts[sharing]++ : 0;
        const int step = sharing == SKIN_SHARING ? skinStep : roughStep;
        if (isShared && count % step != 0 && lastPart[sharing] == part) {
          colour = lastColour[sharing];
        } else {
          const Hit hit(context.scene, visible.sampleAt(index), sampleX, sampleY);
          if (sharing == SKIN_SHARING) {
            skin = shadeSkin(context, hit);
            skin.irradiance = skin.irradiance * exposure;
            colour = skin.specular * exposure;
          } else {
            colour = shade(context, hit) * exposure;
          }
          if (isShared) {
            lastPart[sharing] = part;
            lastColour[sharing] = colour;
          }
        }
        isSkin = sharing == SKIN_SHARING;
      }
      if (visible.hasLensBefore(index)) {
        if (isSkin) {  // behind a lens its light is not diffused
          colour += skin.irradiance * skin.albedo;
          isSkin = false;
        }
        colour = shadeLens(context, visible.lensAt(index), colour, exposure);
      }
      if (isSkin) {
        negative.skinLight[pixel] += skin.irradiance;
        negative.skinAlbedo[pixel] += skin.albedo;
        negative.skinSamples[pixel] += 1;
        negative.skinDepth[pixel] += visible.depthAt(index);
      }
      sum +=
          Vec3{std::min(colour.x, BRIGHTEST), std::min(colour.y, BRIGHTEST), std::min(colour.z, BRIGHTEST)};
    }
    negative.colour[pixel] = sum * (1.f / (side * side));
    if (negative.skinSamples[pixel] > 0) {
      const float share = 1 / negative.skinSamples[pixel];
      negative.skinLight[pixel] *= share;
      negative.skinAlbedo[pixel] *= share;
      negative.skinDepth[pixel] *= share;
    }
  }

 private:
  const ShadingContext& context;
  const float exposure;
  const int side, skinStep, roughStep;
};

}  // namespace

Negative::Negative(int pixels)
    : pixels(pixels),
      colour(pixels * pixels),
      skinLight(pixels * pixels),
      skinAlbedo(pixels * pixels),
      skinSamples(pixels * pixels),
      skinDepth(pixels * pixels) {}

Negative exposeSamples(const ShadingContext& context, const std::vector<Vec3>& background, float exposure) {
  Negative negative(context.pixels);
  const PixelExposer exposer(context, exposure);
  for (int y = 0; y < context.pixels; y++) {
    for (int x = 0; x < context.pixels; x++) {
      exposer.expose(x, y, background[y * context.pixels + x], negative);
    }
  }
  return negative;
}
