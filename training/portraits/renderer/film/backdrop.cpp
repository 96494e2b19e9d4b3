#include "film/backdrop.h"
#include "math/colour.h"
#include "math/noise.h"

namespace {

/** One background: its choices, and random numbers by their own index. */
struct Backdrop {
  const BackgroundChoices& choices;
  const Vec3 &first, &second, &third;

  explicit Backdrop(const BackgroundChoices& choices)
      : choices(choices), first(choices.colours[0]), second(choices.colours[1]), third(choices.colours[2]) {}

  float random(int index) const { return hashUnit(index, 17, choices.seed); }
  float noise(float x, float y, uint32_t layer = 0) const { return valueNoise(x, y, choices.seed + layer); }
};

/** 1 within `half` of 0, falling to 0 over ± `blur`. */
float softBand(float distance, float half, float blur) {
  return smoothstep(-blur, blur, half - std::fabs(distance));
}

/** A studio's backdrop, lit in the middle. */
Vec3 studioBackdrop(const Backdrop& b, float x, float y) {
  const float dx = x - 0.5f - 0.5f * (b.random(1) - 0.5f), dy = y - 0.45f - 0.4f * (b.random(2) - 0.5f);
  const float radius = std::sqrt(dx * dx + dy * dy) * (1.0f + b.random(3));
  return lerp(b.first, lerp(b.first, b.second, 0.75f) * (0.30f + 0.5f * b.random(4)),
              smoothstep(-0.1f, 1.15f, radius));
}

Vec3 wall(const Backdrop& b, float x, float y) {
  const float gradient = x * (b.random(1) - 0.5f) + y * (b.random(2) - 0.5f);
  return b.first * (1 + 0.8f * gradient) * (0.93f + 0.14f * b.noise(x * 3 + b.random(3) * 9, y * 3));
}

/** Indoors, out of focus: soft rectangles, some of them lamps. */
Vec3 room(const Backdrop& b, float x, float y) {
  const float edge = b.random(1) * 0.8f, blur = 0.03f + 0.10f * b.random(2);
  Vec3 colour = lerp(b.first, b.second, smoothstep(edge, edge + 0.5f, y));
  for (int k = 0; k < 7; k++) {
    const float centreX = b.random(10 + k) * 1.2f - 0.1f, centreY = b.random(20 + k) * 1.1f - 0.05f;
    const float halfWidth = 0.05f + 0.28f * b.random(30 + k) * b.random(40 + k);
    const float halfHeight = 0.08f + 0.45f * b.random(50 + k);
    const float cover = softBand(x - centreX, halfWidth, blur) * softBand(y - centreY, halfHeight, blur);
    const float brightness = b.random(80 + k);
    Vec3 thing = lerp(b.random(60 + k) < 0.5f ? b.second : b.third, b.first, b.random(70 + k)) *
                 (0.25f + 1.3f * brightness * brightness);
    if (b.random(90 + k) > 0.88f) {
      thing = Vec3{1.3f, 1.2f, 1.0f};
    }
    colour = lerp(colour, thing, cover * 0.85f);
  }
  return colour;
}

Vec3 withHouses(const Backdrop& b, Vec3 colour, Vec3 foliage, float x, float y) {
  for (int k = 0; k < 6; k++) {
    const float centre = b.random(10 + k), halfWidth = 0.04f + 0.14f * b.random(20 + k);
    const float top = 0.65f * b.random(30 + k);
    const float cover = softBand(x - centre, halfWidth, 0.03f) * smoothstep(top - 0.03f, top + 0.03f, y);
    const Vec3 material = lerp(Vec3{0.30f, 0.20f, 0.14f}, Vec3{0.35f, 0.36f, 0.38f}, b.random(40 + k));
    const Vec3 house = lerp(foliage, material, 0.6f) * (0.5f + b.random(50 + k));
    colour = lerp(colour, house * (0.85f + 0.3f * b.noise(x * 22, y * 16, k)), cover * 0.8f);
  }
  return colour;
}

/** Sky, foliage or a town, ground, and discs of light between the leaves. */
Vec3 outdoors(const Backdrop& b, float x, float y) {
  static const Vec3 FOLIAGE[6] = {{0.06f, 0.13f, 0.03f}, {0.10f, 0.14f, 0.05f}, {0.05f, 0.08f, 0.05f},
                                  {0.24f, 0.15f, 0.06f}, {0.28f, 0.25f, 0.19f}, {0.17f, 0.19f, 0.22f}};
  const bool isTown = b.random(3) > 0.66f;
  const Vec3 sky =
      lerp(Vec3{0.55f, 0.72f, 0.95f}, Vec3{0.95f, 0.92f, 0.88f}, b.random(1)) * (0.6f + 0.6f * b.random(2));
  const Vec3 foliage = lerp(FOLIAGE[int(b.random(3) * 5.99f)], FOLIAGE[int(b.random(8) * 5.99f)], 0.35f) *
                       (0.6f + 1.2f * b.random(4));
  const Vec3 ground = lerp(Vec3{0.25f, 0.24f, 0.22f}, Vec3{0.18f, 0.22f, 0.08f}, b.random(5));
  const float horizon = 0.05f + 0.75f * b.random(6), edge = horizon + 0.22f * (b.noise(x * 2.6f, 1) - 0.5f);
  Vec3 colour = lerp(sky * (1 - 0.2f * y), foliage, smoothstep(edge - 0.10f, edge + 0.12f, y));
  colour = lerp(colour, ground, smoothstep(0.72f, 1.0f, y) * (b.random(7) > 0.4f));
  const float leaves = b.noise(x * 7, y * 7, 1) * 0.6f + b.noise(x * 14, y * 14, 2) * 0.4f;
  colour *= isTown ? 0.85f + 0.3f * leaves : 0.65f + 0.7f * leaves;
  if (isTown) {
    colour = withHouses(b, colour, foliage, x, y);
  }
  for (int k = 0; k < 14; k++) {
    const float radius = 0.05f + 0.09f * b.random(9) * (0.5f + b.random(180 + k));
    const float dx = x - b.random(100 + k), dy = y - b.random(120 + k);
    const float cover = smoothstep(radius * 1.3f, radius * 0.5f, std::sqrt(dx * dx + dy * dy));
    if (cover > 0) {
      colour += lerp(foliage * 1.5f, sky, b.random(140 + k)) * (0.16f * cover * b.random(160 + k));
    }
  }
  return colour;
}

Vec3 shelves(const Backdrop& b, float x, float y) {
  const float rows = 3 + 3 * b.random(1), position = y * rows + b.random(2), row = std::floor(position);
  const float inRow = position - row,
              cover = smoothstep(-0.05f, 0.32f, inRow) * smoothstep(1.05f, 0.70f, inRow);
  const float things = b.noise(x * (9 + 6 * b.random(3)) + row * 7.3f, row);
  const float wooden = b.noise(x * 16 + row * 3.1f, row + 9, 1);
  const Vec3 colour = lerp(lerp(b.first, b.third, things), Vec3{0.35f, 0.22f, 0.12f}, wooden * 0.6f) *
                      (0.25f + 0.8f * things);
  return lerp(b.second * 0.5f + Vec3{0.05f, 0.035f, 0.02f}, colour, cover * 0.85f) * 0.8f;
}

/** A window behind the person, with a cross bar. */
Vec3 window(const Backdrop& b, float x, float y) {
  const Vec3 wallColour = lerp(b.first, b.second, 0.5f + 0.5f * (y - x)) * 0.7f;
  const float centre = 0.15f + 0.7f * b.random(1), halfWidth = 0.12f + 0.25f * b.random(2);
  const float blur = 0.04f + 0.05f * b.random(3);
  const float cover =
      softBand(x - centre, halfWidth, blur) * smoothstep(0.95f, 0.75f, y * (0.8f + 0.4f * b.random(4)));
  const float bars =
      smoothstep(0.012f, 0.05f, std::fabs(x - centre)) * smoothstep(0.012f, 0.05f, std::fabs(y - 0.4f));
  const Vec3 outside = lerp(Vec3{1.0f, 1.02f, 1.05f}, Vec3{0.45f, 0.55f, 0.35f},
                            smoothstep(0.3f, 0.8f, y + 0.3f * b.noise(x * 5, y * 5)) * b.random(5));
  return lerp(wallColour, outside * (0.55f + 0.45f * bars), cover * 0.9f);
}

/** Lights of an evening as discs. */
Vec3 bokeh(const Backdrop& b, float x, float y) {
  Vec3 colour = lerp(b.first * 0.12f, b.second * 0.07f, y);
  const float radius = 0.03f + 0.05f * b.random(9);
  for (int k = 0; k < 22; k++) {
    const float dx = x - b.random(100 + k), dy = y - (0.05f + 0.8f * b.random(130 + k));
    const float distance = std::sqrt(dx * dx + dy * dy);
    const float cover = smoothstep(radius * 1.12f, radius * 0.85f, distance) *
                        (0.7f + 0.3f * smoothstep(0, radius, distance));
    if (cover > 0) {
      const Vec3 lamp = lerp(Vec3{1, 0.55f, 0.2f}, Vec3{0.9f, 0.85f, 0.7f}, b.random(160 + k));
      colour += lerp(lamp, b.third, b.random(190 + k) * 0.7f) * (cover * 0.55f * b.random(220 + k));
    }
  }
  return colour;
}

}  // namespace

Vec3 backdropAt(const BackgroundChoices& background, float x, float y) {
  const Backdrop backdrop(background);
  switch (background.kind) {
    case BACKDROP:
      return studioBackdrop(backdrop, x, y);
    case WALL:
      return wall(backdrop, x, y);
    case ROOM:
      return room(backdrop, x, y);
    case OUTDOORS:
      return outdoors(backdrop, x, y);
    case SHELVES:
      return shelves(backdrop, x, y);
    case WINDOW:
      return window(backdrop, x, y);
    default:
      return bokeh(backdrop, x, y);
  }
}
