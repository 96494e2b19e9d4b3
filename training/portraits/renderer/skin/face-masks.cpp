#include "skin/face-masks.h"
#include "math/noise.h"

namespace {

/** The angle about the vertical axis of the head in degrees: 0 in front, 90 at the ears, 180 behind. */
float angleAboutHead(Vec3 rest) {
  return std::atan2(std::fabs(rest.x), rest.z - 0.25f) * 57.2958f;
}

/** Height above the hairline in decimetres; positive where hair grows. */
float heightAboveHairline(Vec3 rest, float receding) {
  static constexpr float ANGLES[9] = {0, 22, 42, 58, 72, 84, 96, 120, 180};
  static constexpr float HEIGHTS[9] = {8.00f, 8.00f, 7.90f, 7.66f, 7.42f, 7.10f, 7.62f, 6.80f, 6.45f};
  const float angle = angleAboutHead(rest);
  float height = HEIGHTS[8];
  for (int k = 0; k < 8; k++) {
    if (angle <= ANGLES[k + 1]) {
      const float t = (angle - ANGLES[k]) / (ANGLES[k + 1] - ANGLES[k]);
      height = lerp(HEIGHTS[k], HEIGHTS[k + 1], t * t * (3 - 2 * t));
      break;
    }
  }
  height += receding * (0.35f * smoothstep(70, 35, angle) +
                        0.25f * smoothstep(10, 25, angle) * smoothstep(60, 35, angle));
  return rest.y - height;
}

void addScalp(Vec3 r, MaskValues& masks) {
  const float x = std::fabs(r.x);
  const float height =
      heightAboveHairline(r, 0) + 0.09f * (valueNoise(r.x * 7 + 40, r.y * 7 + r.z * 5, 21) - 0.5f);
  float scalp = smoothstep(-0.16f, 0.20f, height), wide = smoothstep(-0.30f, 0.02f, height);
  if (r.y > 6.7f && r.y < 7.66f && r.z < 0.85f && r.z > -0.1f) {  // no hair on the ears
    const float besideEar = smoothstep(0.825f, 0.785f, x);
    scalp *= besideEar;
    wide *= besideEar;
  }
  const float angle = angleAboutHead(r);
  const float top = lerp(7.36f, 7.62f, smoothstep(80, 180, angle));
  const float ragged = r.y + 0.10f * (valueNoise(r.x * 6 + 9, r.z * 6 + 9, 77) - 0.5f);
  masks[SCALP_MASK] = scalp;
  masks[WIDE_SCALP_MASK] = wide;
  masks[HAIR_RING_MASK] = scalp * smoothstep(top + 0.16f, top - 0.10f, ragged) * smoothstep(74, 88, angle);
  masks[RECEDED_SCALP_MASK] = smoothstep(-0.02f, 0.22f, heightAboveHairline(r, 1));
}

/** The upper border of a full beard: from the sideburn down to the corner of the mouth. */
float beardTop(float x) {
  return x < 0.30f   ? 6.80f
         : x < 0.62f ? lerp(6.70f, 6.92f, (x - 0.30f) / 0.32f)
                     : lerp(6.92f, 7.45f, (x - 0.62f) / 0.16f);
}

void addBeards(Vec3 r, float lips, MaskValues& masks) {
  if (r.z <= 0.2f) {
    return;
  }
  const float x = std::fabs(r.x), top = beardTop(x);
  float jaw =
      smoothstep(top + 0.07f, top - 0.16f, r.y + 0.07f * (valueNoise(r.x * 9 + 30, r.y * 9, 5) - 0.5f)) *
      smoothstep(6.02f, 6.28f,
                 r.y + 0.26f * (1.2f - r.z) + 0.06f * (valueNoise(r.x * 11 + 4, r.y * 11, 8) - 0.5f)) *
      smoothstep(0.30f, 0.48f, r.z);
  if (r.y > 6.6f) {  // keep off the ears
    jaw *= smoothstep(0.815f, 0.765f, x) * smoothstep(0.42f, 0.60f, r.z);
  }
  const float moustache = smoothstep(0.38f, 0.24f, x) * smoothstep(6.85f, 6.76f, r.y + 0.12f * x) *
                          smoothstep(6.60f, 6.67f, r.y + 0.22f * x) * (r.z > 1.25f);
  const float chin = smoothstep(1.2f, 0.7f, length(Vec3{x / 0.27f, (r.y - 6.27f) / 0.23f, 0})) *
                     smoothstep(6.53f, 6.45f, r.y) * smoothstep(0.9f, 1.15f, r.z);
  const float aroundMouth = 0.9f * smoothstep(0.38f, 0.31f, x) * smoothstep(0.20f, 0.28f, x) *
                            smoothstep(6.80f, 6.70f, r.y) * smoothstep(6.25f, 6.40f, r.y) * (r.z > 1.1f);
  const float belowLip =
      1 - 0.6f * smoothstep(0.20f, 0.10f, x) * smoothstep(6.40f, 6.46f, r.y) * smoothstep(6.52f, 6.47f, r.y);
  masks[FULL_BEARD_MASK] = std::max(jaw, moustache) * (1 - lips) * belowLip;
  masks[MOUSTACHE_MASK] = moustache * (1 - lips);
  masks[GOATEE_MASK] = std::max({moustache, chin, aroundMouth}) * (1 - lips);
}

void addTints(Vec3 r, MaskValues& masks) {
  const float x = std::fabs(r.x);
  const Vec3 cheek{x - 0.46f, r.y - 6.93f, r.z - 1.22f}, nose{x, r.y - 6.97f, r.z - 1.62f},
      forehead{x * 0.6f, (r.y - 7.72f), r.z - 1.45f};
  const float onNose = std::exp(-dot(nose, nose) / 0.03f);
  const float onChin = std::exp(-(x * x + (r.y - 6.3f) * (r.y - 6.3f)) / 0.02f);
  masks[BLUSH_MASK] = std::exp(-dot(cheek, cheek) / 0.055f);
  masks[OIL_MASK] = saturate(onNose + 0.7f * std::exp(-dot(forehead, forehead) / 0.06f) +
                             0.35f * masks[BLUSH_MASK] + 0.5f * onChin * (r.z > 0.2f));
  masks[FRECKLES_MASK] = saturate(std::exp(-dot(cheek, cheek) / 0.09f) + onNose * 0.8f) * (r.z > 0.8f);

  const float fromEye = x - 0.31f;
  const Vec3 lid{fromEye / 0.20f, (r.y - 7.40f) / 0.085f, 0};
  masks[EYESHADOW_MASK] = std::exp(-dot(lid, lid)) * (r.z > 1.1f);
  const float rim = std::fabs(length(Vec3{fromEye / 0.165f, (r.y - 7.285f) / 0.075f, 0}) - 1);
  masks[EYELINER_MASK] = smoothstep(0.28f, 0.05f, rim) * (r.y > 7.27f ? 1.f : 0.45f) * (r.z > 1.2f);
  masks[EAR_MASK] = smoothstep(0.80f, 0.86f, x) * (r.y > 6.75f && r.y < 7.7f && r.z < 0.85f);
}

/** Far below every head: texels that no triangle covers. */
const Vec3 NOWHERE{0, -99, 0};

/** The position on the base mesh of each texel, and a little beyond the seams. */
std::vector<Vec3> restPositions(const HeadModel& model) {
  std::vector<Vec3> positions(SKIN_SIZE * SKIN_SIZE, NOWHERE);
  const Topology& topology = model.topology;
  for (int t = 0; t < topology.triangleCount(); t++) {
    float x[3], y[3];
    for (int corner = 0; corner < 3; corner++) {
      const float* uv = topology.uv(t, corner);
      x[corner] = uv[0] * SKIN_SIZE - 0.5f;
      y[corner] = (1 - uv[1]) * SKIN_SIZE - 0.5f;
    }
    const float area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]);
    if (std::fabs(area) < 1e-9f) {
      continue;
    }
    constexpr float MARGIN = 1.5f;  // texels
    const int left = std::max(0, int(std::floor(std::min({x[0], x[1], x[2]}) - MARGIN)));
    const int right = std::min(SKIN_SIZE - 1, int(std::ceil(std::max({x[0], x[1], x[2]}) + MARGIN)));
    const int top = std::max(0, int(std::floor(std::min({y[0], y[1], y[2]}) - MARGIN)));
    const int bottom = std::min(SKIN_SIZE - 1, int(std::ceil(std::max({y[0], y[1], y[2]}) + MARGIN)));
    const int* v = topology.triangle(t);
    for (int py = top; py <= bottom; py++) {
      for (int px = left; px <= right; px++) {
        float b1 = ((px - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (py - y[0])) / area;
        float b2 = ((x[1] - x[0]) * (py - y[0]) - (px - x[0]) * (y[1] - y[0])) / area;
        float b0 = 1 - b1 - b2;
        const bool isInside = std::min({b0, b1, b2}) >= -1e-4f;
        Vec3& position = positions[py * SKIN_SIZE + px];
        if (!isInside) {
          if (position.y != NOWHERE.y) {
            continue;
          }
          b0 = saturate(b0);
          b1 = saturate(b1);
          b2 = saturate(b2);
          const float sum = b0 + b1 + b2;
          b0 /= sum;
          b1 /= sum;
          b2 /= sum;
        }
        position = model.rest[v[0]] * b0 + model.rest[v[1]] * b1 + model.rest[v[2]] * b2;
      }
    }
  }
  return positions;
}

bool isForehead(Vec3 r) {
  return r.z > 1.2f && r.y > 7.6f && r.y < 7.85f && std::fabs(r.x) < 0.35f;
}

bool isCheek(Vec3 r) {
  return r.z > 1.0f && r.y > 6.75f && r.y < 7.05f && std::fabs(r.x) > 0.3f && std::fabs(r.x) < 0.55f;
}

/** The skin below is under the picture's edge. */
constexpr float LOWEST_TEXEL = 5.0f;

}  // namespace

MaskValues masksAt(Vec3 r) {
  MaskValues masks{};
  const float mouth = length(Vec3{std::fabs(r.x) / 0.285f, (r.y - 6.605f) / 0.135f, 0});
  masks[LIPS_MASK] = smoothstep(1.08f, 0.86f, mouth) * (r.z > 1.2f);
  addScalp(r, masks);
  addBeards(r, masks[LIPS_MASK], masks);
  addTints(r, masks);
  return masks;
}

BakedMasks::BakedMasks(const HeadModel& model) {
  constexpr int COUNT = SKIN_SIZE * SKIN_SIZE;
  const std::vector<Vec3> positions = restPositions(model);
  for (auto& mask : masks) {
    mask.assign(COUNT, 0.f);
  }
  fineNoise.resize(COUNT);
  mediumNoise.resize(COUNT);
  coarseNoise.resize(COUNT);
  for (int i = 0; i < COUNT; i++) {
    const int x = i % SKIN_SIZE, y = i / SKIN_SIZE;
    fineNoise[i] = hashUnit(x, y, 7);
    mediumNoise[i] = 0.6f * valueNoise(x * 0.25f, y * 0.25f, 11) + 0.4f * valueNoise(x * 0.5f, y * 0.5f, 12);
    coarseNoise[i] =
        0.65f * valueNoise(x * 0.045f, y * 0.045f, 13) + 0.35f * valueNoise(x * 0.1f, y * 0.1f, 14);
    const Vec3 at = positions[i];
    if (at.y < LOWEST_TEXEL) {
      continue;
    }
    texels.push_back(i);
    const MaskValues values = masksAt(at);
    for (int k = 0; k < MASK_COUNT; k++) {
      masks[k][i] = values[k];
    }
    if (isForehead(at)) {
      forehead.push_back(i);
    }
    if (isCheek(at)) {
      cheeks.push_back(i);
    }
  }
}

SkinTexels skinTexelsAt(float u, float v) {
  const float x = u * SKIN_SIZE - 0.5f, y = (1 - v) * SKIN_SIZE - 0.5f;
  const int left = std::clamp(int(x), 0, SKIN_SIZE - 2), top = std::clamp(int(y), 0, SKIN_SIZE - 2);
  return {top * SKIN_SIZE + left, saturate(x - left), saturate(y - top)};
}

float sampleSkinMap(const std::vector<float>& map, float u, float v) {
  const auto [first, fx, fy] = skinTexelsAt(u, v);
  const float* texel = &map[first];
  return lerp(lerp(texel[0], texel[1], fx), lerp(texel[SKIN_SIZE], texel[SKIN_SIZE + 1], fx), fy);
}
