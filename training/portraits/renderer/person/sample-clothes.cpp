/** Clothes and hats. */
#include "math/colour.h"
#include "person/sampling.h"

namespace {

/** A hue in radians. A little less than a whole turn: pictures of a seed stay the same. */
float drawHue(Random& random) {
  return random.uniform() * 6.2831f;
}

Vec3 drawDye(Random& random) {
  if (random.uniform() < 0.42f) {
    return grey(1) * std::pow(random.uniform(0.1f, 0.88f), 2.2f);
  }
  const float hue = drawHue(random), saturation = random.uniform(0.1f, 0.75f);
  return colourOfHue(hue, saturation, std::pow(random.uniform(0.12f, 0.8f), 2.0f));
}

/** Hats are worn only over hair that fits under them. */
HatKind fittingHat(HatKind hat, int hairStyle) {
  const bool isClose = !isMesh(hairStyle) || hairStyle == SHORT_1 || hairStyle == SHORT_4;
  const bool hangsBelow = hat == BEANIE && (hairStyle == LONG || hairStyle == PONYTAIL);
  return isClose || hangsBelow ? hat : NO_HAT;
}

int drawOutfit(Random& random, bool isMale) {
  if (!random.chance(0.6f)) {
    return PLAIN_TOP;
  }
  if (isMale) {
    return random.index(8);
  }
  return random.chance(0.75f) ? 8 + random.index(4) : random.index(6);
}

}  // namespace

void sampleClothes(Person& person) {
  Random random(person.id, Stream::CLOTHES);
  const Pins& pins = person.pins;
  const bool isMale = person.identity.isMale();
  Clothes& clothes = person.clothes;
  clothes.neckline = Neckline(pins.get("neckline", random.index(5)));
  clothes.neckDrop = random.uniform(-0.04f, 0.12f);
  clothes.neckDrop += isMale ? 0 : random.uniform(0, 0.12f);
  clothes.looseness = random.uniform(0.05f, 0.10f);
  clothes.colour = drawDye(random);
  clothes.secondColour = drawDye(random);

  Hat& hat = person.hat;
  hat.colour = drawDye(random) * 0.7f;
  const float rank = random.uniform();
  const HatKind drawn = rank > 0.96f ? BEANIE : rank > 0.935f ? FEDORA : NO_HAT;
  hat.kind = fittingHat(HatKind(pins.get("hat", int(drawn))), person.hair.style);
  const float brightness = luminance(hat.colour);
  hat.colour = lerp(hat.colour, Vec3{brightness, brightness * 0.97f, brightness * 0.93f}, 0.45f);

  clothes.outfit = pins.get("outfit", drawOutfit(random, isMale));
  clothes.dye = random.chance(0.35f) ? random.uniform(0, 0.3f) : random.uniform(0.7f, 1);
  clothes.pattern = Pattern(random.chance(0.62f) ? 0 : 1 + random.index(4));
  clothes.patternScale = random.uniform(0.7f, 1.6f);
}
