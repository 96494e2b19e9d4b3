/**
 * A person: every random choice behind one portrait. Numbers are shares in [0, 1], angles in degrees, lengths
 * in decimetres (MakeHuman's unit) and colours in linear RGB unless a comment says otherwise.
 */
#pragma once
#include <map>
#include <string>
#include "light/illumination.h"
#include "math/random.h"
#include "math/vector.h"
#include "person/pins.h"

struct Identity {
  /** 0 a woman, 1 a man. */
  float gender;
  float ageYears;
  /** Shares of African, Asian and Caucasian ancestry, which sum to 1: MakeHuman's three macro targets. */
  float ancestry[3];
  float muscle, weight;

  bool isMale() const { return gender > 0.5f; }
};

struct Expression {
  /** Weights of MakeHuman's expression units by name, such as `mouth-open`. */
  std::map<std::string, float> units;
  float smile, mouthOpen, eyesOpen;
};

/** Turned so that positive yaw looks to the right in the picture, positive pitch up. */
struct Pose {
  float yaw, pitch, roll;
  float bodyYaw, bodyRoll;
  float gazeYaw, gazePitch;
};

/**
 * Where the face stands in the picture, in widths of the picture, and how far the camera is, in decimetres.
 */
struct Framing {
  float eyeDistance, x, y, cameraDistance;
};

struct SkinChoices {
  /** Shifts of melanin and haemoglobin against the reference albedo. */
  float melanin, haemoglobin;
  float freckles, blush, oil;
  /** One number for small variations: length of cropped hair, strength of the shaven shadow. */
  float variation;
  /** Which of the skins of each group. */
  int texture;
};

enum HairStyle {
  SHORT_1,
  SHORT_2,
  SHORT_3,
  SHORT_4,
  BOB_1,
  BOB_2,
  LONG,
  AFRO,
  PONYTAIL,
  BRAID,
  CROPPED,
  BALD
};
constexpr int HAIR_MESH_COUNT = 10;
/** MakeHuman's meshes for the styles, and the labels of all styles. */
extern const char* const HAIR_NAMES[12];
constexpr int NO_FRINGE = -1;

inline bool isMesh(int style) {
  return style < HAIR_MESH_COUNT;
}
/** Styles whose fringe would hide an eye. */
inline bool isSwept(int style) {
  return style == SHORT_3 || style == BOB_1 || style == BOB_2 || style == BRAID;
}
inline bool isCloseToHead(int style) {
  return style < BOB_1 || style == AFRO;
}
/** Styles that hang, and so can wave. */
inline bool isLoose(int style) {
  return isMesh(style) && style >= BOB_1 && style != AFRO;
}
/** Styles whose texture has its strands along v. */
inline bool isCombed(int style) {
  return style >= BOB_1 && style <= LONG;
}

struct HairChoices {
  HairStyle style;
  /** A style whose fringe is borrowed, or NO_FRINGE. */
  int borrowedFringe;
  std::string colourName;
  Vec3 colour, browColour;
  float grey;
  /** A ring of short hair about a bald head. */
  bool hasRing;
  /** How a swept fringe is combed; how far the hairline is moved, in deviations. */
  float fringe, hairline;
  /** Amplitude of waves, their frequency per decimetre, and untidiness. */
  float wave, waveFrequency, mess;
  /** How much strands differ in brightness. */
  float streaks;
  /** Scales about the head; extra length; the height at which long hair is cut. */
  float volume, width, height, depth, length, cutHeight;
};

enum Beard { NO_BEARD, STUBBLE, MOUSTACHE, GOATEE, FULL_BEARD };
extern const char* const BEARD_NAMES[5];

struct BeardChoices {
  Beard kind;
  float length, density;
  Vec3 colour;
};

struct EyeChoices {
  std::string texture;
  /** Numbers of MakeHuman's eyebrow and eyelash meshes. */
  int brow, lash;
  float browOpacity;
};

enum GlassesKind { NO_GLASSES, CLEAR_GLASSES, SUNGLASSES };
extern const char* const GLASSES_NAMES[3];
enum FrameShape { ROUND, HALF_RIM, RECTANGULAR, AVIATOR, UPSWEPT };

struct Glasses {
  GlassesKind kind;
  FrameShape shape;
  bool isMetal;
  Vec3 frameColour, lensTint;
  float thickness, lensWidth, lensHeight;
};

struct MakeUp {
  float lipstick, eyeliner, eyeshadow;
  Vec3 lipColour, eyeshadowColour;
};

enum EarringKind { NO_EARRINGS, STUD, HOOP, DROP };
extern const char* const EARRING_NAMES[4];

struct Earrings {
  EarringKind kind;
  float size;
  Vec3 colour;
};

enum HatKind { NO_HAT, BEANIE, FEDORA };
extern const char* const HAT_NAMES[3];

struct Hat {
  HatKind kind;
  Vec3 colour;
};

enum Neckline { CREW, V_NECK, TURTLENECK, OPEN_COLLAR, SCOOP };
enum Pattern { PLAIN, STRIPES_ACROSS, STRIPES_DOWN, CHECKS, BLOTCHES };
constexpr int OUTFIT_COUNT = 12;
/** MakeHuman's clothes; those of men first. */
extern const char* const OUTFIT_NAMES[OUTFIT_COUNT];
constexpr int PLAIN_TOP = -1;

struct Clothes {
  /** An outfit, or PLAIN_TOP: a shell over the body. */
  int outfit;
  /** How far the outfit's texture is dyed with `colour`. */
  float dye;
  Neckline neckline;
  float neckDrop, looseness;
  Vec3 colour, secondColour;
  Pattern pattern;
  float patternScale;
};

struct LightChoices {
  /** Light from studio lamps, window, sun, sky or flash. */
  Illumination studio;
  /**
   * Or else light from an environment map: which one (as a share of the list), where its strongest source
   * stands.
   */
  bool usesEnvironment;
  float map, azimuth;
  /** How far its key light may outshine the rest. */
  float keyToAmbient;
};

struct Film {
  float exposure, contrast, vignette, grain, softness;
  /** White balance: gains of red against blue, and of green. */
  float warmth, greenness;
  bool isMirrored;
};

enum BackgroundKind { BACKDROP, WALL, ROOM, OUTDOORS, BOKEH, SHELVES, WINDOW, ENVIRONMENT };

struct BackgroundChoices {
  BackgroundKind kind;
  uint32_t seed;
  Vec3 colours[3];
  /**
   * Of the environment map: radius of the blur and width of the view, both in units of the image plane;
   * gain.
   */
  float blur, fieldOfView, gain;
};

struct Person {
  PortraitId id;
  Pins pins;
  Identity identity;
  Expression expression;
  Pose pose;
  Framing framing;
  SkinChoices skin;
  HairChoices hair;
  BeardChoices beard;
  EyeChoices eyes;
  Glasses glasses;
  MakeUp makeUp;
  Earrings earrings;
  Hat hat;
  Clothes clothes;
  LightChoices light;
  Film film;
  BackgroundChoices background;
};
