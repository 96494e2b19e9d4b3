/** The label of a portrait. */
#pragma once
#include "renderer.h"

/** One line of JSON, with the line's end. The README says what the fields mean. */
std::string labelOf(const Person& person, const Portrait& portrait);
