/** Vectors of three floats (points, directions, linear RGB) and 3×3 matrices. */
#pragma once
#include <algorithm>
#include <cmath>
#include "math/scalar.h"

struct Vec3 {
  float x = 0, y = 0, z = 0;
};

inline Vec3 operator+(Vec3 a, Vec3 b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}
inline Vec3 operator-(Vec3 a, Vec3 b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline Vec3 operator*(Vec3 a, Vec3 b) {
  return {a.x * b.x, a.y * b.y, a.z * b.z};
}
inline Vec3 operator*(Vec3 a, float scale) {
  return {a.x * scale, a.y * scale, a.z * scale};
}
inline Vec3 operator*(float scale, Vec3 a) {
  return a * scale;
}
inline Vec3 operator/(Vec3 a, Vec3 b) {
  return {a.x / b.x, a.y / b.y, a.z / b.z};
}
inline Vec3& operator+=(Vec3& a, Vec3 b) {
  return a = a + b;
}
inline Vec3& operator*=(Vec3& a, Vec3 b) {
  return a = a * b;
}
inline Vec3& operator*=(Vec3& a, float scale) {
  return a = a * scale;
}

inline float dot(Vec3 a, Vec3 b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline Vec3 cross(Vec3 a, Vec3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float length(Vec3 a) {
  return std::sqrt(dot(a, a));
}

/** The direction of `a`; +z where `a` has no length. */
inline Vec3 normalize(Vec3 a) {
  const float l = length(a);
  return l > 1e-12f ? a * (1 / l) : Vec3{0, 0, 1};
}

inline Vec3 lerp(Vec3 a, Vec3 b, float t) {
  return a + (b - a) * t;
}
inline Vec3 exp(Vec3 a) {
  return {std::exp(a.x), std::exp(a.y), std::exp(a.z)};
}
inline Vec3 notNegative(Vec3 a) {
  return {std::max(a.x, 0.f), std::max(a.y, 0.f), std::max(a.z, 0.f)};
}

/** The direction to the viewer, mirrored at a surface. */
inline Vec3 reflect(Vec3 toViewer, Vec3 normal) {
  return normal * (2 * dot(normal, toViewer)) - toViewer;
}

struct Mat3 {
  Vec3 row[3];
};

inline Vec3 operator*(const Mat3& m, Vec3 v) {
  return {dot(m.row[0], v), dot(m.row[1], v), dot(m.row[2], v)};
}
inline Mat3 operator*(const Mat3& a, const Mat3& b) {
  const Vec3 column0{b.row[0].x, b.row[1].x, b.row[2].x};
  const Vec3 column1{b.row[0].y, b.row[1].y, b.row[2].y};
  const Vec3 column2{b.row[0].z, b.row[1].z, b.row[2].z};
  Mat3 product;
  for (int i = 0; i < 3; i++) {
    product.row[i] = {dot(a.row[i], column0), dot(a.row[i], column1), dot(a.row[i], column2)};
  }
  return product;
}

/** Rotations about an axis, in radians, right-handed. */
inline Mat3 rotationX(float angle) {
  const float c = std::cos(angle), s = std::sin(angle);
  return {{{1, 0, 0}, {0, c, -s}, {0, s, c}}};
}
inline Mat3 rotationY(float angle) {
  const float c = std::cos(angle), s = std::sin(angle);
  return {{{c, 0, s}, {0, 1, 0}, {-s, 0, c}}};
}
inline Mat3 rotationZ(float angle) {
  const float c = std::cos(angle), s = std::sin(angle);
  return {{{c, -s, 0}, {s, c, 0}, {0, 0, 1}}};
}
