#include "skin/skin-texture.h"
#include <algorithm>
#include "math/noise.h"

namespace {

/** Reference albedo of cheeks by ancestry and gender (woman, man), in sRGB bytes. */
constexpr float REFERENCE[3][2][3] = {
    {{128, 87, 66}, {110, 75, 56}}, {{217, 173, 144}, {200, 155, 125}}, {{218, 174, 151}, {204, 157, 134}}};
constexpr size_t MAX_SKINS = 4;
/** How dark hair and beard colour the skin, of their own albedo. */
constexpr float ROOT_ALBEDO = 0.55f;

Vec3 referenceAlbedo(const Identity& identity) {
  Vec3 sum;
  for (int ancestry = 0; ancestry < 3; ancestry++) {
    for (int gender = 0; gender < 2; gender++) {
      const float* bytes = REFERENCE[ancestry][gender];
      const float weight = identity.ancestry[ancestry] * (gender ? identity.gender : 1 - identity.gender);
      sum += Vec3{srgbToLinear(bytes[0] / 255), srgbToLinear(bytes[1] / 255), srgbToLinear(bytes[2] / 255)} *
             weight;
    }
  }
  return sum;
}

FaceMask maskOf(Beard beard) {
  return beard == MOUSTACHE ? MOUSTACHE_MASK : beard == GOATEE ? GOATEE_MASK : FULL_BEARD_MASK;
}

/** Paints one texel after the other; the layers lie in the order of the calls in `paint`. */
class Painter {
 public:
  Painter(const Person& person, const BakedMasks& masks, Vec3 tone, Vec3 meanAlbedo, Vec3 cheek)
      : person(person),
        masks(masks.masks),
        tone(tone),
        mean(meanAlbedo),
        meanLuminance(luminance(meanAlbedo)),
        darkness(saturate(1.15f - luminance(cheek) * 2.6f)),
        shavenShadow(person.identity.gender > 0.6f ? 0.10f + 0.10f * person.skin.variation : 0) {}

  struct Noise {
    float fine, medium, coarse;
  };

  float heightOf(int i, Vec3 colour, const Noise& noise) const {
    return lerp(luminance(colour) / meanLuminance, 1.f, masks[WIDE_SCALP_MASK][i]) +
           0.05f * noise.fine * (1 - masks[LIPS_MASK][i]);
  }

  SkinTexel paint(int i, Vec3 colour, const Noise& noise) const {
    SkinTexel skin{colour,
                   0.55f + 0.65f * masks[OIL_MASK][i] * person.skin.oil + 0.35f * (noise.fine - 0.5f)};
    removeHair(i, skin.albedo, noise);
    addTone(i, skin.albedo, noise);
    addLips(i, skin);
    addEyeMakeUp(i, skin.albedo);
    addScalp(i, skin, noise);
    addBeard(i, skin, noise);
    return {{saturate(skin.albedo.x), saturate(skin.albedo.y), saturate(skin.albedo.z)},
            std::max(0.05f, skin.gloss)};
  }

 private:
  /** The skins have cropped hair: skin of the mean colour covers it. */
  void removeHair(int i, Vec3& albedo, const Noise& noise) const {
    const float wide = masks[WIDE_SCALP_MASK][i];
    if (wide > 0) {
      const float relative = luminance(albedo) / std::max(0.01f, meanLuminance);
      const Vec3 skin = mean * (0.97f + 0.08f * (relative - 1) + 0.06f * (noise.medium - 0.5f));
      albedo = lerp(albedo, skin, saturate(wide));
    }
  }

  void addTone(int i, Vec3& albedo, const Noise& noise) const {
    albedo = albedo * (Vec3{1, 1, 1} + (albedo - mean) * (0.05f / std::max(meanLuminance, 0.02f)));
    albedo *= tone;
    albedo *=
        1 + 0.022f * (noise.fine - 0.5f) + 0.055f * (noise.medium - 0.5f) + 0.12f * (noise.coarse - 0.5f);
    const SkinChoices& choices = person.skin;
    const float redness = (noise.coarse - 0.5f) * 0.5f + choices.blush * 0.55f * masks[BLUSH_MASK][i] +
                          0.25f * masks[OIL_MASK][i] * choices.blush;
    albedo *= Vec3{1 + 0.02f * redness, 1 - 0.28f * redness, 1 - 0.24f * redness};
    if (choices.freckles > 0) {
      const float freckle = smoothstep(0.66f, 0.85f, noise.medium * 0.6f + noise.fine * 0.4f) *
                            choices.freckles * masks[FRECKLES_MASK][i];
      albedo *= exp(Vec3{-0.35f, -0.6f, -0.8f} * freckle);
    }
    if (noise.medium > 0.885f && noise.fine > 0.6f) {  // a mole now and then
      albedo *= Vec3{0.72f, 0.62f, 0.58f};
    }
  }

  void addLips(int i, SkinTexel& skin) const {
    if (person.makeUp.lipstick > 0) {
      const float cover = masks[LIPS_MASK][i] * person.makeUp.lipstick;
      const Vec3 paint = person.makeUp.lipColour * (0.55f + 0.9f * luminance(skin.albedo));
      skin.albedo = lerp(skin.albedo, paint, cover * 0.85f);
      skin.gloss = lerp(skin.gloss, 2.2f, cover);
    } else {
      const float lips = masks[LIPS_MASK][i];
      skin.albedo *= Vec3{1 + 0.02f * lips, 1 - 0.10f * lips, 1 - 0.07f * lips};
      skin.gloss = lerp(skin.gloss, 1.4f, lips);
    }
  }

  void addEyeMakeUp(int i, Vec3& albedo) const {
    const MakeUp& makeUp = person.makeUp;
    if (makeUp.eyeshadow > 0) {
      albedo = lerp(albedo, albedo * 0.35f + makeUp.eyeshadowColour * 0.8f,
                    masks[EYESHADOW_MASK][i] * makeUp.eyeshadow);
    }
    const float line = 0.18f + 0.7f * makeUp.eyeliner;  // the roots of lashes darken every lid a little
    albedo *= 1 - line * 0.55f * masks[EYELINER_MASK][i];
  }

  /** What shows of the scalp through hair, and where there is none. */
  void addScalp(int i, SkinTexel& skin, const Noise& noise) const {
    const bool isBald = person.hair.style == BALD, isCropped = person.hair.style == CROPPED;
    const float scalp = masks[SCALP_MASK][i];
    const float tint = isBald ? 0.10f : isCropped ? 0.80f : 0.85f;
    const float strength = person.hair.hasRing ? 0.7f * masks[HAIR_RING_MASK][i] + 0.10f * scalp
                                               : tint * (isBald ? masks[RECEDED_SCALP_MASK][i] : scalp);
    if (strength > 0) {
      const float cover = isCropped ? strength * (0.75f + 0.4f * (noise.fine - 0.5f)) : strength;
      const bool hasRoots = !isBald || person.hair.hasRing;
      const Vec3 root =
          hasRoots ? lerp(person.hair.colour * ROOT_ALBEDO, skin.albedo, 0.12f) : skin.albedo * 0.6f;
      skin.albedo = lerp(skin.albedo, root, saturate(cover));
      skin.gloss *= 1 - 0.5f * saturate(cover);
    }
  }

  void addBeard(int i, SkinTexel& skin, const Noise& noise) const {
    const float area = masks[FULL_BEARD_MASK][i];
    if (shavenShadow > 0 && area > 0) {
      skin.albedo = lerp(skin.albedo, skin.albedo * Vec3{0.62f, 0.66f, 0.72f},
                         area * shavenShadow * (0.7f + 0.6f * noise.fine) * (1 - darkness * 0.5f));
    }
    const BeardChoices& beard = person.beard;
    const float grows = beard.kind == NO_BEARD ? 0 : masks[maskOf(beard.kind)][i];
    if (grows > 0) {
      const float densities[5] = {0, 0.55f * beard.length + 0.2f, 0.8f, 0.8f, 0.85f};
      const float cover = saturate(grows * densities[beard.kind] * beard.density *
                                   (0.55f + 0.9f * noise.fine) * (0.75f + 0.5f * noise.medium));
      skin.albedo = lerp(skin.albedo, beard.colour * (0.7f + 0.5f * noise.fine), cover);
      skin.gloss *= 1 - 0.8f * cover;
    }
  }

  const Person& person;
  const std::array<std::vector<float>, MASK_COUNT>& masks;
  const Vec3 tone, mean;
  const float meanLuminance, darkness, shavenShadow;
};

}  // namespace

struct SkinLibrary::Blend {
  struct Part {
    Texture skin;
    float weight;
  };
  std::vector<Part> parts;

  Vec3 at(int texel) const {
    Vec3 sum;
    for (const Part& part : parts) {
      sum += linearOfBytes(part.skin.pixels + part.skin.channels * texel) * part.weight;
    }
    return sum;
  }
  Vec3 mean(const std::vector<int>& texels) const {
    Vec3 sum;
    for (int texel : texels) {
      sum += at(texel);
    }
    return sum * (1.f / texels.size());
  }
};

SkinLibrary::SkinLibrary(const AssetFile& assets, const BakedMasks& masks) : masks(masks) {
  static const char* const AGES[3] = {"young", "middleage", "old"};
  static const char* const ANCESTRIES[3] = {"african", "asian", "caucasian"};
  static const char* const GENDERS[2] = {"female", "male"};
  for (int age = 0; age < 3; age++) {
    for (int ancestry = 0; ancestry < 3; ancestry++) {
      for (int gender = 0; gender < 2; gender++) {
        const std::string prefix =
            std::string("skin/") + AGES[age] + "/" + ANCESTRIES[ancestry] + "/" + GENDERS[gender] + "/";
        Group group{age, ancestry, gender, {}};
        while (assets.has("tex/" + prefix + std::to_string(group.skins.size()))) {
          group.skins.push_back(assets.texture(prefix + std::to_string(group.skins.size())));
        }
        if (!group.skins.empty()) {
          groups.push_back(group);
        }
      }
    }
  }
}

SkinLibrary::Blend SkinLibrary::blendFor(const Person& person) const {
  const Identity& identity = person.identity;
  float ages[3] = {saturate((46 - identity.ageYears) / 22), 0, saturate((identity.ageYears - 46) / 26)};
  ages[1] = 1 - ages[0] - ages[2];
  float ancestries[3], sum = 0;
  for (int k = 0; k < 3; k++) {
    ancestries[k] = std::pow(identity.ancestry[k], 1.3f);
    sum += ancestries[k];
  }
  Blend blend;
  for (const Group& group : groups) {
    const float weight = ages[group.age] * ancestries[group.ancestry] / sum *
                         (group.gender ? identity.gender : 1 - identity.gender);
    if (weight > 0.02f) {
      blend.parts.push_back({group.skins[person.skin.texture % group.skins.size()], weight});
    }
  }
  std::sort(blend.parts.begin(), blend.parts.end(),
            [](const Blend::Part& a, const Blend::Part& b) { return a.weight > b.weight; });
  blend.parts.resize(std::min(blend.parts.size(), MAX_SKINS));
  float total = 0;
  for (const Blend::Part& part : blend.parts) {
    total += part.weight;
  }
  for (Blend::Part& part : blend.parts) {
    part.weight /= total;
  }
  return blend;
}

SkinTexture SkinLibrary::compose(const Person& person) const {
  const Blend blend = blendFor(person);
  const Vec3 forehead = blend.mean(masks.forehead), cheek = blend.mean(masks.cheeks);
  const Vec3 reference = referenceAlbedo(person.identity);
  Vec3 tone = exp(Vec3{-0.45f, -0.75f, -1.05f} * person.skin.melanin +
                  Vec3{0.04f, -0.30f, -0.20f} * person.skin.haemoglobin);
  constexpr float PULL = 0.85f;  // how far, as a power, the skin is pulled to the reference
  tone *= Vec3{std::pow(reference.x / cheek.x, PULL), std::pow(reference.y / cheek.y, PULL),
               std::pow(reference.z / cheek.z, PULL)};
  const Painter painter(person, masks, tone, lerp(cheek, forehead, 0.75f), cheek);

  SkinTexture skin;
  skin.texels.resize(SKIN_SIZE * SKIN_SIZE);
  skin.reliefHeights.assign(SKIN_SIZE * SKIN_SIZE, 1.f);
  // The noise is shifted, so that no two people have the same moles.
  const int shiftY = int(hash32(person.id.index * 7 + uint32_t(person.id.seed)) % SKIN_SIZE);
  const int shiftX = shiftY * 3 % SKIN_SIZE;
  for (int i : masks.texels) {
    const int x = i % SKIN_SIZE, y = i / SKIN_SIZE;
    const int j = ((y + shiftY) % SKIN_SIZE) * SKIN_SIZE + (x + shiftX) % SKIN_SIZE;
    const Painter::Noise noise{masks.fineNoise[j], masks.mediumNoise[j], masks.coarseNoise[j]};
    const Vec3 colour = blend.at(i);
    skin.reliefHeights[i] = painter.heightOf(i, colour, noise);
    skin.texels[i] = painter.paint(i, colour, noise);
  }
  Vec3 sum;
  for (int i : masks.cheeks) {
    sum += skin.texels[i].albedo;
  }
  skin.meanCheek = sum * (1.f / std::max(1, int(masks.cheeks.size())));
  return skin;
}

SkinTexel SkinTexture::at(float u, float v) const {
  const auto [first, fx, fy] = skinTexelsAt(u, v);
  const SkinTexel *a = &texels[first], *b = a + SKIN_SIZE;
  const float x = fx, y = fy;
  return {lerp(lerp(a[0].albedo, a[1].albedo, x), lerp(b[0].albedo, b[1].albedo, x), y),
          lerp(lerp(a[0].gloss, a[1].gloss, x), lerp(b[0].gloss, b[1].gloss, x), y)};
}
