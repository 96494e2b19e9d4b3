/** What is behind the person. */
#include "person/sampling.h"

namespace {

Vec3 drawColour(Random& random, float lowValue, float highValue, float maxSaturation) {
  const float hue = random.uniform() * 6.2831f, saturation = random.uniform(0, maxSaturation);
  return colourOfHue(hue, saturation, std::pow(random.uniform(lowValue, highValue), 2.2f));
}

BackgroundKind kindAt(float rank) {
  return rank < 0.24f   ? BACKDROP
         : rank < 0.40f ? WALL
         : rank < 0.60f ? ROOM
         : rank < 0.82f ? OUTDOORS
         : rank < 0.89f ? BOKEH
         : rank < 0.93f ? SHELVES
                        : WINDOW;
}

}  // namespace

BackgroundChoices sampleBackground(PortraitId id, const Pins& pins, bool mayShowEnvironment) {
  Random random(id, Stream::BACKGROUND);
  BackgroundChoices background;
  const float rank = random.uniform();
  background.blur = random.uniform(0.010f, 0.045f);
  background.fieldOfView = random.uniform(0.55f, 1.1f);
  background.gain = std::exp2(random.normal(-0.35f, 0.45f));
  const bool showsEnvironment = mayShowEnvironment && random.chance(0.72f);
  background.kind =
      BackgroundKind(pins.get("background", int(showsEnvironment ? ENVIRONMENT : kindAt(rank))));
  background.seed = uint32_t(random.uniform() * 4294967295.0);
  background.colours[0] = drawColour(random, 0.15f, 0.95f, 0.22f);
  background.colours[1] = drawColour(random, 0.1f, 0.85f, 0.28f);
  background.colours[2] = drawColour(random, 0.2f, 0.95f, 0.45f);
  return background;
}
