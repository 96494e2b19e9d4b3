/** Seeded random numbers: one independent stream for each group of choices. */
#pragma once
#include <cstdint>

/** Names a portrait: the same seed and index always give the same one. */
struct PortraitId {
  uint64_t seed = 0;
  int index = 0;
};

/**
 * The streams. Their numbers, and the order of draws in each, decide what a seed looks like: never change
 * them.
 */
enum class Stream : uint64_t {
  IDENTITY = 1,
  EXPRESSION = 2,
  POSE = 3,
  SKIN = 4,
  HAIR = 5,
  ACCESSORIES = 6,
  CLOTHES = 7,
  LIGHT = 8,
  BACKGROUND = 9,
  SLIDERS = 20,
  GRAIN = 30,
};

class Random {
 public:
  Random(PortraitId id, Stream stream);

  /** Uniform in [0, 1). */
  float uniform();
  float uniform(float low, float high) { return low + (high - low) * uniform(); }
  /** Standard normal. */
  float normal();
  /** Normal, cut off at `limit` standard deviations on both sides. */
  float normal(float mean, float deviation, float limit = 2.5f);
  /** A whole number from 0 to `count` - 1. */
  int index(int count);
  bool chance(float probability) { return uniform() < probability; }
  /**
   * Gamma distributed with that shape and scale 1; three of them, divided by their sum, are Dirichlet
   * distributed.
   */
  float gamma(float shape);

 private:
  uint64_t state;
};
