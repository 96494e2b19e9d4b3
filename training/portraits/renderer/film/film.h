/**
 * From shaded samples to a picture: light diffused in the skin, a reflector, the lens, exposure, curve and
 * grain.
 */
#pragma once
#include "shade/hit.h"

/** A picture before it is developed: all vectors hold pixels² values. */
struct Negative {
  Negative(int pixels);

  int pixels;
  std::vector<Vec3> colour;
  /**
   * Of the samples that show skin: their mean light and albedo, their count, and one over their mean
   * distance.
   */
  std::vector<Vec3> skinLight, skinAlbedo;
  std::vector<float> skinSamples, skinDepth;
};

/** Shades all samples and averages them in each pixel, the skin's diffuse light apart. */
Negative exposeSamples(const ShadingContext& context, const std::vector<Vec3>& background, float exposure);

/** Diffuses light in the skin, red farthest, and not across steps of depth. */
void diffuseSkinLight(Negative& negative, const Framing& framing);

/** A photographer's reflector: lifts the darkest parts of a face, so that there are no black half-faces. */
void addReflector(Negative& negative, int samplesPerPixel);

/** Adds the skin's diffuse light to the colour. */
void mergeSkin(Negative& negative, int samplesPerPixel);

/** The slight softness of a lens. */
void softenByLens(Negative& negative, float softness);

/** The filmic curve (ACES, fitted by K. Narkowicz, 2015), to display-linear values. */
float toneCurve(float value);

/** Bytes of sRGB, three a pixel: white balance, vignette, curve, contrast, grain, mirrored or not. */
std::vector<uint8_t> develop(const Negative& negative, PortraitId id, const Film& film, Vec3 whiteBalance);
