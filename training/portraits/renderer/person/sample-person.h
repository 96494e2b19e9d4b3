#pragma once
#include "person/person.h"

/** Draws a person. The same id and pins always give the same one. */
Person samplePerson(PortraitId id, const Pins& pins);
