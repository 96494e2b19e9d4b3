#include "person/person.h"
#include "person/sampling.h"

const char* const HAIR_NAMES[12] = {"short01", "short02", "short03",    "short04", "bob01", "bob02",
                                    "long01",  "afro01",  "ponytail01", "braid01", "buzz",  "bald"};
const char* const BEARD_NAMES[5] = {"none", "stubble", "moustache", "goatee", "full"};
const char* const GLASSES_NAMES[3] = {"none", "clear", "sun"};
const char* const EARRING_NAMES[4] = {"none", "stud", "hoop", "drop"};
const char* const HAT_NAMES[3] = {"none", "beanie", "fedora"};
const char* const OUTFIT_NAMES[OUTFIT_COUNT] = {
    "male_casualsuit01",   "male_casualsuit02",   "male_casualsuit03",    "male_casualsuit04",
    "male_casualsuit05",   "male_casualsuit06",   "male_elegantsuit01",   "male_worksuit01",
    "female_casualsuit01", "female_casualsuit02", "female_elegantsuit01", "female_sportsuit01"};

Person samplePerson(PortraitId id, const Pins& pins) {
  Person person{};
  person.id = id;
  person.pins = pins;
  person.identity = sampleIdentity(id, pins);
  person.expression = sampleExpression(id, pins);
  samplePose(person);
  person.skin = sampleSkin(id, pins, person.identity);
  sampleHair(person);
  sampleAccessories(person);
  sampleClothes(person);
  sampleLightFilmAndHairShape(person);
  person.background = sampleBackground(id, pins, person.light.usesEnvironment);
  return person;
}

Vec3 colourOfHue(float hue, float saturation, float value) {
  constexpr float THIRD_OF_TURN = 2.094f;
  return notNegative(Vec3{1 + saturation * std::cos(hue), 1 + saturation * std::cos(hue - THIRD_OF_TURN),
                          1 + saturation * std::cos(hue + THIRD_OF_TURN)}) *
         value;
}
