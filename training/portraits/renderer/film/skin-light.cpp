/** The light in the skin, before it is multiplied by the albedo. */
#include <algorithm>
#include "film/film.h"

namespace {

/**
 * Standard deviations of the diffusion for red, green and blue, in millimetres (after Jensen et al., 2001).
 */
constexpr float DIFFUSION[3] = {2.3f, 1.05f, 0.60f};
/** The usual distance of the eyes in millimetres, which gives the scale. */
constexpr float EYE_DISTANCE = 62.f;
/** The kernel ends after so many deviations of red, and after so many pixels. */
constexpr float KERNEL_DEVIATIONS = 2.2f;
constexpr int MAX_RADIUS = 16;
/** Light does not cross steps of depth of about a centimetre: 0.1 dm. */
constexpr float DEPTH_STEP = 0.10f;

struct Kernel {
  int radius;
  float weights[3][MAX_RADIUS + 1];
};

Kernel makeKernel(float pixelsPerMillimetre) {
  Kernel kernel;
  const float widest = DIFFUSION[0] * pixelsPerMillimetre;
  kernel.radius = std::min(MAX_RADIUS, int(KERNEL_DEVIATIONS * widest + 0.5f));
  for (int channel = 0; channel < 3; channel++) {
    const float deviation = DIFFUSION[channel] * pixelsPerMillimetre;
    for (int i = 0; i <= kernel.radius; i++) {
      kernel.weights[channel][i] = std::exp(-0.5f * i * i / (deviation * deviation + 1e-6f));
    }
  }
  return kernel;
}

/** The faces of most portraits lie here, in shares of the picture. */
constexpr float FACE_TOP = 0.30f, FACE_BOTTOM = 0.72f, FACE_LEFT = 0.25f, FACE_RIGHT = 0.75f;
constexpr size_t LEAST_SAMPLES = 60;
/**
 * The dark and the bright parts of a face, as percentiles; the dark ones shall have this share of the
 * bright ones.
 */
constexpr float DARK = 0.12f, BRIGHT = 0.85f, LEAST_SHARE = 0.27f;

std::vector<float> faceLuminances(const Negative& negative, int samplesPerPixel) {
  const int n = negative.pixels;
  std::vector<float> luminances;
  for (int y = int(FACE_TOP * n); y < int(FACE_BOTTOM * n); y += 2) {
    for (int x = int(FACE_LEFT * n); x < int(FACE_RIGHT * n); x += 2) {
      const int pixel = y * n + x;
      if (negative.skinSamples[pixel] > 0.5f * samplesPerPixel) {
        luminances.push_back(luminance(negative.skinLight[pixel]));
      }
    }
  }
  return luminances;
}

float percentile(std::vector<float>& values, float share) {
  const size_t k = size_t(share * (values.size() - 1));
  std::nth_element(values.begin(), values.begin() + k, values.end());
  return values[k];
}

}  // namespace

void diffuseSkinLight(Negative& negative, const Framing& framing) {
  const int n = negative.pixels;
  const Kernel kernel = makeKernel(framing.eyeDistance * n / EYE_DISTANCE);
  // A step of one over the distance, times the distance squared, is a step of the distance.
  const float stepScale = framing.cameraDistance * framing.cameraDistance / DEPTH_STEP;
  std::vector<Vec3> once(n * n);
  for (const bool isVertical : {false, true}) {
    const std::vector<Vec3>& from = isVertical ? once : negative.skinLight;
    std::vector<Vec3>& to = isVertical ? negative.skinLight : once;
    const int stride = isVertical ? n : 1;
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        const int pixel = y * n + x, position = isVertical ? y : x;
        if (negative.skinSamples[pixel] <= 0) {
          continue;
        }
        const int first = std::max(-kernel.radius, -position),
                  last = std::min(kernel.radius, n - 1 - position);
        Vec3 sum, weights;
        for (int i = first; i <= last; i++) {
          const int other = pixel + i * stride, distance = i < 0 ? -i : i;
          if (negative.skinSamples[other] <= 0) {
            continue;
          }
          const float step = (negative.skinDepth[other] - negative.skinDepth[pixel]) * stepScale;
          const float weight = negative.skinSamples[other] / (1 + step * step);
          const Vec3 byChannel{kernel.weights[0][distance] * weight, kernel.weights[1][distance] * weight,
                               kernel.weights[2][distance] * weight};
          sum += from[other] * byChannel;
          weights += byChannel;
        }
        to[pixel] = sum / weights;
      }
    }
  }
}

void addReflector(Negative& negative, int samplesPerPixel) {
  std::vector<float> luminances = faceLuminances(negative, samplesPerPixel);
  if (luminances.size() <= LEAST_SAMPLES) {
    return;
  }
  const float dark = percentile(luminances, DARK), wanted = LEAST_SHARE * percentile(luminances, BRIGHT);
  if (dark >= wanted) {
    return;
  }
  const float lift = wanted * wanted - dark * dark;  // added to squares: bright parts hardly change
  for (size_t i = 0; i < negative.skinLight.size(); i++) {
    if (negative.skinSamples[i] > 0) {
      Vec3& c = negative.skinLight[i];
      c = {std::sqrt(c.x * c.x + lift * 1.06f), std::sqrt(c.y * c.y + lift),
           std::sqrt(c.z * c.z + lift * 0.95f)};
    }
  }
}

void mergeSkin(Negative& negative, int samplesPerPixel) {
  const float inverse = 1.f / samplesPerPixel;
  for (size_t i = 0; i < negative.colour.size(); i++) {
    if (negative.skinSamples[i] > 0) {
      negative.colour[i] +=
          negative.skinLight[i] * negative.skinAlbedo[i] * (negative.skinSamples[i] * inverse);
    }
  }
}
