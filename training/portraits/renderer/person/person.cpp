/** The names of the choices, as labels and pins write them. */
#include "person/person.h"

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
