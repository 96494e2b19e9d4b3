/** Glasses, make-up and earrings. */
#include "person/sampling.h"

namespace {

const Vec3 PLASTICS[8] = {{0.01f, 0.01f, 0.011f}, {0.015f, 0.012f, 0.01f}, {0.08f, 0.035f, 0.014f},
                          {0.12f, 0.02f, 0.02f},  {0.02f, 0.04f, 0.09f},   {0.45f, 0.4f, 0.35f},
                          {0.05f, 0.05f, 0.055f}, {0.16f, 0.09f, 0.04f}};
enum Metal { SILVER, GOLD, BLACK_METAL, COPPER };
const Vec3 METALS[4] = {
    {0.55f, 0.55f, 0.57f}, {0.60f, 0.43f, 0.20f}, {0.06f, 0.06f, 0.065f}, {0.55f, 0.35f, 0.28f}};
const Vec3 DARK_LENSES[4] = {
    {0.03f, 0.03f, 0.035f}, {0.07f, 0.04f, 0.02f}, {0.03f, 0.05f, 0.03f}, {0.10f, 0.06f, 0.08f}};
const Vec3 CLEAR_LENS{0.96f, 0.97f, 0.97f};
const Vec3 LIPSTICKS[6] = {{0.45f, 0.03f, 0.04f}, {0.50f, 0.12f, 0.14f}, {0.40f, 0.14f, 0.11f},
                           {0.28f, 0.02f, 0.05f}, {0.55f, 0.16f, 0.20f}, {0.36f, 0.09f, 0.06f}};
const Vec3 EYESHADOWS[4] = {
    {0.12f, 0.07f, 0.05f}, {0.10f, 0.07f, 0.10f}, {0.25f, 0.12f, 0.10f}, {0.06f, 0.06f, 0.07f}};

/** Glasses become frequent with age; sunglasses do not. */
constexpr float CLEAR_SHARE = 0.18f, CLEAR_SHARE_OF_AGE = 0.09f, DARK_SHARE = 0.035f;

Glasses sampleGlasses(Random& random, const Pins& pins, float age) {
  Glasses glasses;
  const float rank = random.uniform();
  const float clearShare = CLEAR_SHARE + CLEAR_SHARE_OF_AGE * saturate((age - 35) / 30);
  const GlassesKind drawn = rank < clearShare                ? CLEAR_GLASSES
                            : rank < clearShare + DARK_SHARE ? SUNGLASSES
                                                             : NO_GLASSES;
  glasses.kind = GlassesKind(pins.get("glasses", int(drawn)));
  glasses.shape = FrameShape(pins.get("frame", random.index(5)));
  glasses.isMetal = random.chance(0.4f);
  glasses.thickness = glasses.isMetal ? random.uniform(0.008f, 0.014f) : random.uniform(0.014f, 0.032f);
  glasses.lensWidth = random.uniform(0.92f, 1.12f);
  glasses.lensHeight = random.uniform(0.85f, 1.15f);
  glasses.frameColour = glasses.isMetal ? METALS[random.index(4)] : PLASTICS[random.index(8)];
  glasses.lensTint = glasses.kind == SUNGLASSES ? DARK_LENSES[random.index(4)] : CLEAR_LENS;
  return glasses;
}

MakeUp sampleMakeUp(Random& random, const Identity& identity) {
  const bool isWoman = !identity.isMale();
  MakeUp makeUp;
  makeUp.lipstick = isWoman && random.chance(0.5f) ? random.uniform(0.15f, 0.75f) : 0;
  makeUp.lipColour = LIPSTICKS[random.index(6)];
  makeUp.lipColour *= 0.55f + 0.7f * (1 - identity.ancestry[0]) * random.uniform(0.6f, 1.f);
  makeUp.eyeliner = isWoman && random.chance(0.65f) ? random.uniform(0.3f, 1) : 0;
  makeUp.eyeshadow = isWoman && random.chance(0.35f) ? random.uniform(0.15f, 0.6f) : 0;
  makeUp.eyeshadowColour = EYESHADOWS[random.index(4)];
  return makeUp;
}

Earrings sampleEarrings(Random& random, const Pins& pins, bool isMale, int hairStyle) {
  Earrings earrings;
  const bool earsAreFree = !isMesh(hairStyle) || hairStyle < BOB_1 || hairStyle >= AFRO;
  const bool wears = pins.get("earring", earsAreFree && random.chance(isMale ? 0.06f : 0.5f));
  earrings.kind = EarringKind(wears ? 1 + pins.get("earring_kind", random.index(3)) : 0);
  earrings.size = random.uniform();
  earrings.colour = METALS[random.chance(0.5f) ? GOLD : SILVER];
  return earrings;
}

}  // namespace

void sampleAccessories(Person& person) {
  Random random(person.id, Stream::ACCESSORIES);
  person.glasses = sampleGlasses(random, person.pins, person.identity.ageYears);
  person.makeUp = sampleMakeUp(random, person.identity);
  person.earrings = sampleEarrings(random, person.pins, person.identity.isMale(), person.hair.style);
}
