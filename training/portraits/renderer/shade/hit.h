/** What shading shares: a surface point, all that is read about a portrait, highlights and shadows. */
#pragma once
#include "light/illumination.h"
#include "raster/shadow-map.h"
#include "raster/visibility.h"
#include "skin/pore-relief.h"
#include "skin/skin-texture.h"

/**
 * Mean colours of textures, against which they are read: a texture gives the variation, the person the
 * colour.
 */
struct TextureMeans {
  explicit TextureMeans(const AssetFile& assets);
  /** Luminance by hair style, and colour by outfit. */
  float hair[HAIR_MESH_COUNT];
  Vec3 outfits[OUTFIT_COUNT];
};

/** All that shading reads about one portrait. */
struct ShadingContext {
  const HeadModel& model;
  const Person& person;
  const Scene& scene;
  const Illumination& light;
  const BakedMasks& masks;
  const SkinTexture& skin;
  const PoreRelief& pores;
  const ShadowMap& shadow;
  const VisibilityBuffer& visible;
  const TextureMeans& textureMeans;
  int pixels;
  /** Where the face looks. */
  Vec3 faceForward;

  /** Fill and rim: the lights without shadows. */
  const DirectionalLight& secondary(int index) const { return index == 0 ? light.fill : light.rim; }
};
constexpr int SECONDARY_COUNT = 2;
constexpr int RIM = 1;

/** A point of a surface that a sample shows. */
struct Hit {
  Hit(const Scene& scene, const Sample& sample, int x, int y);

  const Part& part;
  int triangle;
  Barycentric at;
  /** The sample's place in the picture. */
  int x, y;
  Vec3 position, normal, toCamera;
  float occlusion;
  Uv uv;

  const int* vertices() const { return part.topology->triangle(triangle); }
};

/**
 * A Blinn-Phong highlight with Schlick's Fresnel term for skin (F0 0.028), bounded against glare at grazing
 * angles.
 */
float highlight(Vec3 normal, Vec3 toCamera, Vec3 toLight, float exponent);
/** The share of the key light that arrives at a hit, looked up `offset` above its surface. */
float keyShadow(const ShadingContext& context, const Hit& hit, Vec3 offset, float bias, float radius,
                bool isInHair = false);
/** The cosine of a light on rough matter, softened by `wrap` beyond the terminator. */
inline float wrapped(float cosine, float wrap) {
  return saturate((cosine + wrap) / (1 + wrap));
}
