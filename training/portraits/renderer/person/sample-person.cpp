#include "person/sample-person.h"
#include "person/sampling.h"

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
