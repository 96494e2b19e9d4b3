#include "person/sampling.h"

Vec3 colourOfHue(float hue, float saturation, float value) {
  constexpr float THIRD_OF_TURN = 2.094f;
  return notNegative(Vec3{1 + saturation * std::cos(hue), 1 + saturation * std::cos(hue - THIRD_OF_TURN),
                          1 + saturation * std::cos(hue + THIRD_OF_TURN)}) *
         value;
}
