/** Hair, beard, brows and the colour of the eyes. */
#include "math/colour.h"
#include "person/sampling.h"

namespace {

struct HairColour {
  const char* name;
  Vec3 colour;
};

enum HairColourIndex { BLACK, DARK_BROWN, BROWN, LIGHT_BROWN, BLONDE, RED, PLATINUM };
const HairColour HAIR_COLOURS[7] = {
    {"black", {0.017f, 0.0142f, 0.0128f}}, {"dark brown", {0.035f, 0.021f, 0.013f}},
    {"brown", {0.085f, 0.048f, 0.026f}},   {"light brown", {0.17f, 0.10f, 0.055f}},
    {"blonde", {0.38f, 0.26f, 0.13f}},     {"red", {0.22f, 0.065f, 0.022f}},
    {"platinum", {0.55f, 0.46f, 0.33f}},
};

/** Frequencies of the styles in the order of HairStyle. */
constexpr float STYLES_OF_MEN[12] = {20, 18, 8, 17, 0.5f, 0.5f, 1.6f, 3, 1.5f, 0.2f, 17, 8};
constexpr float STYLES_OF_WOMEN[12] = {2, 4, 9, 4, 15, 16, 26, 4, 15, 10, 1.0f, 0.2f};

/** Of MakeHuman's twelve eyebrows, some twice: lists to draw from. */
constexpr int BROWS_OF_WOMEN[20] = {1, 1, 1, 6, 6, 6, 9, 9, 9, 12, 12, 12, 1, 12, 2, 4, 5, 7, 8, 10};
constexpr int BROWS_OF_MEN[20] = {1, 1, 1, 1, 9, 9, 9, 9, 9, 12, 12, 12, 12, 9, 1, 12, 5, 7, 8, 9};

/** The first of the options whose cumulated share is above `rank`. */
template <size_t COUNT>
int optionAt(const float (&cumulatedShares)[COUNT], float rank) {
  for (size_t i = 0; i < COUNT; i++) {
    if (rank < cumulatedShares[i]) {
      return int(i);
    }
  }
  return int(COUNT);
}

int drawHairColour(Random& random, float darkAncestry) {
  static constexpr float DARK[] = {0.62f, 0.86f, 0.94f, 0.965f, 0.98f};
  static constexpr float MIXED[] = {0.10f, 0.32f, 0.56f, 0.72f, 0.90f, 0.975f};
  const float rank = random.uniform();
  return random.chance(darkAncestry * 0.93f) ? optionAt(DARK, rank) : optionAt(MIXED, rank);
}

HairStyle drawStyle(const Identity& identity, float rank) {
  float weights[12], total = 0;
  for (int i = 0; i < 12; i++) {
    float& weight = weights[i] = identity.isMale() ? STYLES_OF_MEN[i] : STYLES_OF_WOMEN[i];
    if (i == AFRO) {
      weight *= identity.ancestry[0] > 0.4f ? 3.f : 0.05f;
    }
    if (i == CROPPED && identity.isMale()) {
      weight *= 0.7f + 1.0f * identity.ancestry[0];
    }
    if (i == BALD) {
      weight *= 0.3f + 2.4f * saturate((identity.ageYears - 28) / 35);
    }
    total += weight;
  }
  float cumulated = 0;
  for (int i = 0; i < 12; i++) {
    cumulated += weights[i] / total;
    if (rank < cumulated) {
      return HairStyle(i);
    }
  }
  return BALD;
}

std::string drawEyeTexture(Random& random, float darkAncestry) {
  static const char* const DARK_EYES[] = {"brown", "brownlight", "green"};
  static constexpr float DARK[] = {0.88f, 0.96f};
  static const char* const ALL_EYES[] = {"brown",    "brownlight", "blue", "bluegreen",
                                         "deepblue", "green",      "grey", "lightblue"};
  static constexpr float ALL[] = {0.22f, 0.40f, 0.55f, 0.63f, 0.68f, 0.80f, 0.92f};
  const float rank = random.uniform();
  return random.chance(saturate(darkAncestry * 1.6f)) ? DARK_EYES[optionAt(DARK, rank)]
                                                      : ALL_EYES[optionAt(ALL, rank)];
}

}  // namespace

void sampleHair(Person& person) {
  Random random(person.id, Stream::HAIR);
  const Pins& pins = person.pins;
  const Identity& identity = person.identity;
  const bool isMale = identity.isMale();
  const float age = identity.ageYears;
  const float darkAncestry = identity.ancestry[0] + identity.ancestry[1];
  HairChoices& hair = person.hair;

  const HairColour& base = HAIR_COLOURS[pins.get("hair_colour", drawHairColour(random, darkAncestry))];
  hair.colour = base.colour * std::exp(random.normal(0, 0.25f));
  hair.colour.y *= 1 + random.normal(0, 0.05f);
  hair.colour.z *= 1 + random.normal(0, 0.09f);
  hair.colourName = base.name;

  const float greyShare = saturate((age - 38) / 35);
  hair.grey = random.chance(greyShare * 0.95f) ? saturate(random.normal(greyShare * 1.05f, 0.25f)) : 0;
  if (!isMale && random.chance(0.5f)) {  // dyed
    hair.grey = 0;
  }
  hair.grey = pins.get("grey", hair.grey);
  const Vec3 greyColour = Vec3{0.42f, 0.41f, 0.40f} * random.uniform(0.75f, 1.35f);
  const Vec3 youngColour = hair.colour;
  hair.colour = lerp(youngColour, greyColour, hair.grey);
  if (hair.grey > 0.75f && luminance(hair.colour) > 0.38f) {
    hair.colourName = "white";
  } else if (hair.grey > 0.3f) {
    hair.colourName = "grey";
  }
  hair.browColour = lerp(youngColour, hair.colour, 0.6f) * 0.6f;
  if (luminance(hair.browColour) > 0.10f) {
    hair.browColour *= 0.10f / luminance(hair.browColour);
  }
  BeardChoices& beard = person.beard;
  beard.colour = lerp(youngColour, greyColour, saturate(hair.grey * 1.25f)) * 0.85f;

  hair.style = HairStyle(pins.get("hair", int(drawStyle(identity, random.uniform()))));
  const bool hasRing = hair.style == BALD && isMale && random.chance(saturate((age - 38) / 20));
  hair.hasRing = pins.get("hair_ring", hasRing);

  static constexpr float BEARDS[] = {0.32f, 0.48f, 0.70f};
  const float beardRank = random.uniform();
  const bool hasBeard =
      isMale && identity.gender > 0.6f && age > 18 && random.chance(0.42f - 0.05f * identity.ancestry[1]);
  beard.kind = Beard(pins.get("beard", hasBeard ? STUBBLE + optionAt(BEARDS, beardRank) : int(NO_BEARD)));
  beard.length = beard.kind == STUBBLE ? random.uniform(0.2f, 0.5f) : random.uniform(0.55f, 1.f);
  beard.density = random.uniform(0.65f, 1.f);

  EyeChoices& eyes = person.eyes;
  eyes.brow = pins.get("brow", (isMale ? BROWS_OF_MEN : BROWS_OF_WOMEN)[random.index(20)]);
  eyes.lash = 1 + random.index(4);
  eyes.browOpacity = random.uniform(0.9f, 1.35f);
  eyes.texture = drawEyeTexture(random, darkAncestry);
}
