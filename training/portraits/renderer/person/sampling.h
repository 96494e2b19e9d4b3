/** The parts of samplePerson, in the order in which they run: each reads what the earlier ones chose. */
#pragma once
#include "person/person.h"

Identity sampleIdentity(PortraitId id, const Pins& pins);
Expression sampleExpression(PortraitId id, const Pins& pins);
void samplePose(Person& person);
SkinChoices sampleSkin(PortraitId id, const Pins& pins, const Identity& identity);
/** Hair, beard, brows and eyes. */
void sampleHair(Person& person);
/** Glasses, make-up and earrings. */
void sampleAccessories(Person& person);
/** Clothes and hat. */
void sampleClothes(Person& person);
/** Light, film, and the shape of the hair, which are drawn from one stream. */
void sampleLightFilmAndHairShape(Person& person);
BackgroundChoices sampleBackground(PortraitId id, const Pins& pins, bool mayShowEnvironment);
/** A colour as a raised cosine over the hue circle: `value` times 1 ± `saturation` in each channel. */
Vec3 colourOfHue(float hue, float saturation, float value);
