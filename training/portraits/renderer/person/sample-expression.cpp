/** Moods as weights of MakeHuman's expression units. */
#include "person/sampling.h"

namespace {

class Face {
 public:
  explicit Face(std::map<std::string, float>& units) : units(units) {}

  void add(const std::string& unit, float weight) { units[unit] += weight; }
  void addToEyes(const std::string& unit, float weight) { addToSides("eye", unit, weight); }
  void addToBrows(const std::string& unit, float weight) { addToSides("eyebrows", unit, weight); }
  void addToNostrils(const std::string& unit, float weight) { addToSides("nose", unit, weight); }

 private:
  void addToSides(const std::string& part, const std::string& unit, float weight) {
    add(part + "-left-" + unit, weight);
    add(part + "-right-" + unit, weight);
  }
  std::map<std::string, float>& units;
};

/** Cumulated shares of the moods. */
constexpr float NEUTRAL = 0.24f, FAINT_SMILE = 0.54f, SMILE = 0.86f, SURPRISE = 0.90f, ANGER = 0.935f,
                SADNESS = 0.965f;

}  // namespace

Expression sampleExpression(PortraitId id, const Pins& pins) {
  Random random(id, Stream::EXPRESSION);
  Expression expression;
  std::map<std::string, float>& units = expression.units;
  Face face(units);
  float smile = 0, mouthOpen = 0;

  const float mood = pins.get("mood", random.uniform());
  if (mood < NEUTRAL) {
    smile = std::fabs(random.normal(0, 0.08f));
  } else if (mood < FAINT_SMILE) {
    smile = random.uniform(0.15f, 0.6f);
  } else if (mood < SMILE) {
    smile = random.uniform(0.55f, 1.0f);
    mouthOpen = random.uniform(0.2f, 0.6f) * smile;
  } else if (mood < SURPRISE) {
    mouthOpen = random.uniform(0.15f, 0.6f);
    const float strength = random.uniform(0.3f, 0.9f);
    face.addToBrows("up", strength);
    face.addToEyes("opened-up", 0.6f * strength);
  } else if (mood < ANGER) {
    const float strength = random.uniform(0.3f, 0.8f);
    face.addToBrows("down", strength);
    face.add("nose-compression", 0.25f * strength);
    face.add("mouth-compression", 0.4f * strength);
    face.addToEyes("slit", 0.25f * strength);
  } else if (mood < SADNESS) {
    const float strength = random.uniform(0.3f, 0.8f);
    face.addToBrows("inner-up", strength);
    face.add("mouth-depression", 0.5f * strength);
  } else {  // talking
    mouthOpen = random.uniform(0.1f, 0.45f);
  }
  smile = pins.get("smile", smile);
  mouthOpen = pins.get("mouth_open", mouthOpen);

  // A smile pulls the corners, and with them nostrils, lids and the lips' tension.
  face.add("mouth-corner-puller", 0.82f * smile);
  face.addToEyes("slit", 0.15f * smile);
  face.addToNostrils("dilatation", 0.25f * smile);
  face.addToNostrils("elevation", 0.10f * smile);
  face.add("mouth-retraction", smile * (0.16f + 0.45f * mouthOpen));
  face.add("mouth-compression", 0.25f * smile * mouthOpen);
  if (smile > 0.3f) {  // shows the upper teeth
    face.add("mouth-upward-retraction", 0.80f * mouthOpen);
    face.add("mouth-open", 0.14f * mouthOpen);
  } else {
    face.add("mouth-open", 0.55f * mouthOpen);
  }

  // Small movements of lids and brows that every face has.
  face.addToEyes("slit", 0.14f * smile * random.uniform(0.f, 1.f));
  face.addToEyes("opened-up", random.uniform(0.05f, 0.35f));
  face.addToBrows("inner-up", random.uniform(0.1f, 0.5f));
  face.addToBrows("up", random.normal(0, 0.12f) > 0.05f ? 0.2f * random.uniform() : 0);
  face.addToBrows("down", random.chance(0.15f) ? 0.2f * random.uniform() : 0);

  float closed = random.chance(0.07f)   ? random.uniform(0.10f, 0.32f)
                 : random.chance(0.02f) ? 1.0f
                                        : random.uniform(0, 0.06f);
  if (units["eye-left-opened-up"] > 0.36f) {
    closed = 0;
  }
  closed = pins.get("eyes_closed", closed);
  if (closed > 0.45f) {  // half shut looks broken: shut fully or not at all
    closed = 1.05f;
    face.addToEyes("opened-up", -units["eye-left-opened-up"]);
    face.addToEyes("slit", -0.6f * units["eye-left-slit"]);
  }
  face.addToEyes("closure", closed);
  expression.eyesOpen =
      saturate(1 - 1.02f * closed - 0.35f * units["eye-left-slit"] + 0.15f * units["eye-left-opened-up"]);

  if (mood < SURPRISE && random.chance(0.15f)) {  // one raised brow
    const float strength = random.uniform(0.05f, 0.3f);
    face.add(random.chance(0.5f) ? "eyebrows-left-up" : "eyebrows-right-up", strength);
  }
  for (const auto& [name, weight] : pins.expressionUnits()) {
    units[name] = weight;
  }
  expression.smile = smile;
  expression.mouthOpen = mouthOpen;
  return expression;
}
