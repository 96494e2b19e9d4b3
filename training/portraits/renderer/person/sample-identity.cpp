/** Who it is: gender, age, ancestry, build; and the tone of the skin. */
#include <stdexcept>
#include "person/sampling.h"

Identity sampleIdentity(PortraitId id, const Pins& pins) {
  Random random(id, Stream::IDENTITY);
  Identity identity;
  float gender =
      random.chance(0.5f) ? std::fabs(random.normal(0, 0.11f)) : 1 - std::fabs(random.normal(0, 0.11f));
  if (random.chance(0.04f)) {  // some are between
    gender = random.uniform(0.2f, 0.8f);
  }
  identity.gender = pins.get("gender", saturate(gender));

  // A fifth is over 60; of the others half are drawn evenly, and half lean to the young.
  const float rank = random.uniform();
  const bool isOld = random.chance(0.20f);
  const float age =
      isOld ? 60 + 20 * std::pow(rank, 1.15f) : 17 + 43 * (0.5f * std::pow(rank, 1.35f) + 0.5f * rank);
  identity.ageYears = pins.get("age", age);

  // Dirichlet with a small concentration: most people are near one corner, some are mixed.
  constexpr float CONCENTRATION = 0.42f;
  for (float& share : identity.ancestry) {
    share = random.gamma(CONCENTRATION) + 1e-4f;
  }
  if (pins.has("african") || pins.has("asian") || pins.has("caucasian")) {
    identity.ancestry[0] = pins.get("african", 0.f);
    identity.ancestry[1] = pins.get("asian", 0.f);
    identity.ancestry[2] = pins.get("caucasian", 0.f);
  }
  const float sum = identity.ancestry[0] + identity.ancestry[1] + identity.ancestry[2];
  if (sum <= 0) {
    throw std::invalid_argument("african, asian, caucasian: pin one of them at more than 0");
  }
  for (float& share : identity.ancestry) {
    share /= sum;
  }
  identity.muscle = saturate(random.normal(0.5f + 0.08f * identity.gender, 0.13f));
  identity.weight =
      clamp(random.normal(0.48f + 0.1f * saturate((identity.ageYears - 25) / 35), 0.17f), 0.12f, 0.98f);
  return identity;
}

SkinChoices sampleSkin(PortraitId id, const Pins& pins, const Identity& identity) {
  Random random(id, Stream::SKIN);
  SkinChoices skin;
  float melanin = random.normal(0, 0.14f + 0.2f * identity.ancestry[0]);
  melanin += random.chance(0.2f) ? random.uniform(0, 0.25f) : 0;
  skin.melanin = pins.get("melanin", melanin);
  skin.haemoglobin = pins.get("haemoglobin", clamp(random.normal(0.05f, 0.09f), -0.05f, 0.3f));
  skin.freckles = identity.ancestry[2] > 0.5f && random.chance(0.22f) ? random.uniform(0.2f, 1) : 0;
  skin.blush = random.uniform(0, 0.6f) * (identity.isMale() ? 0.6f : 1);
  skin.oil = random.uniform(0.25f, 1.1f);
  skin.variation = random.uniform();
  skin.texture = random.index(8);
  return skin;
}
