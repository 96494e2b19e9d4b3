/**
 * MakeHuman's targets: displacements of vertices that are added with a weight; and the identity sliders
 * made of them.
 */
#pragma once
#include <map>
#include <string>
#include <vector>
#include "assets/asset-file.h"
#include "person/person.h"

struct Target {
  const uint16_t* vertices;
  /** Three for each vertex, in units of `scale`. */
  const int16_t* offsets;
  int count;
  float scale;
};

/** Moves vertices by a target, `weight` times. */
void applyTarget(std::vector<Vec3>& positions, const Target& target, float weight);

using Targets = std::map<std::string, Target>;

/** All targets `t/NAME` by name, such as `macro/caucasian-male-young` or `expr/asian/mouth-open`. */
Targets loadTargets(const AssetFile& assets);

/** One measure of a face that can be more or less: two targets, or four where there is a left and a right. */
struct Slider {
  std::string name;
  std::vector<const Target*> more, less;
  /** Standard deviation among people. */
  float deviation;

  bool isOneSided() const { return less.empty(); }
};

/** The sliders of the face and neck. */
std::vector<Slider> buildSliders(const Targets& targets);

/** Draws all sliders of a person and applies them. */
void applyIdentity(std::vector<Vec3>& positions, const std::vector<Slider>& sliders, const Person& person);
