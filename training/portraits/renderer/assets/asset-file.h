/**
 * The packed assets: one file of named arrays, written by pack_assets.py. Each record is, little-endian:
 * u32 length of the name, the name, u32 type (0 f32, 1 i32, 2 u16, 3 u8), u32 number of dimensions, the
 * dimensions as u32, the values. The README lists the names.
 */
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>
#include "assets/texture.h"

struct AssetArray {
  uint32_t type = 0;
  std::vector<uint32_t> dimensions;
  std::vector<uint8_t> bytes;

  /** Length of the first dimension. */
  int count() const { return dimensions.empty() ? 0 : int(dimensions[0]); }
  template <class T>
  const T* as() const {
    return reinterpret_cast<const T*>(bytes.data());
  }
};

class AssetFile {
 public:
  /** @throws std::runtime_error where the file cannot be read, is truncated or is no asset file */
  explicit AssetFile(const std::string& path);

  bool has(const std::string& name) const { return arrays.count(name) > 0; }
  /** @throws std::runtime_error where there is no such array */
  const AssetArray& get(const std::string& name) const;
  /** The texture `tex/NAME`. @throws std::runtime_error where there is none */
  Texture texture(const std::string& name) const;
  /** All arrays, by name. */
  const std::map<std::string, AssetArray>& all() const { return arrays; }

 private:
  std::string path;
  std::map<std::string, AssetArray> arrays;
};
