/** Interpolation, and fast approximations of powers. */
#pragma once
#include <cstdint>
#include <cstring>

constexpr float PI = 3.14159265f;
constexpr float TWO_PI = 6.2831853f;
constexpr float INVERSE_PI = 0.31830989f;
constexpr float INVERSE_TWO_PI = 0.15915494f;
constexpr float RADIANS_PER_DEGREE = 0.01745329f;
constexpr float DEGREES_PER_RADIAN = 57.29578f;
/** The angle between successive points of a Fibonacci spiral, which covers a disc or a sphere evenly. */
constexpr float GOLDEN_ANGLE = 2.3999632f;

inline float clamp(float value, float low, float high) {
  return value < low ? low : value > high ? high : value;
}

/** Clamps to [0, 1]. */
inline float saturate(float value) {
  return clamp(value, 0, 1);
}

inline float lerp(float a, float b, float t) {
  return a + (b - a) * t;
}

/**
 * 0 at `from` and before, 1 at `to` and beyond, a cubic with flat ends between. `from` may be the larger
 * one.
 */
inline float smoothstep(float from, float to, float value) {
  const float t = saturate((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}

/** log2 and exp2 by the bits of a float and a rational correction, after P. Mineiro's fastapprox. */
inline float fastLog2(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  const uint32_t mantissaBits = (bits & 0x007FFFFF) | 0x3f000000;
  float mantissa;
  std::memcpy(&mantissa, &mantissaBits, sizeof mantissa);
  const float y = float(bits) * 1.1920928955078125e-7f;  // 2^-23
  return y - 124.22551499f - 1.498030302f * mantissa - 1.72587999f / (0.3520887068f + mantissa);
}

inline float fastExp2(float p) {
  const float clipped = p < -126 ? -126.f : p;
  const int whole = int(clipped);
  const float fraction = clipped - whole + (clipped < 0 ? 1.f : 0.f);
  const uint32_t bits = uint32_t(
      (1 << 23) * (clipped + 121.2740575f + 27.7280233f / (4.84252568f - fraction) - 1.49012907f * fraction));
  float result;
  std::memcpy(&result, &bits, sizeof result);
  return result;
}

/**
 * `base` to the power of `exponent`, to a relative error of about 1e-4; 0 for bases that are not positive.
 */
inline float fastPow(float base, float exponent) {
  return base <= 1e-20f ? 0.f : fastExp2(exponent * fastLog2(base));
}

inline float pow5(float x) {
  const float square = x * x;
  return square * square * x;
}
