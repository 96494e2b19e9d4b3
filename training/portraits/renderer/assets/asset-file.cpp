#include "assets/asset-file.h"
#include <fstream>
#include <limits>
#include <stdexcept>

namespace {

constexpr size_t BYTES_OF_TYPE[] = {4, 4, 2, 1};
/** No name, no array of ours comes near; larger numbers mean that this is another kind of file. */
constexpr uint32_t MAX_NAME = 256, MAX_DIMENSIONS = 4;
constexpr uint64_t MAX_BYTES = 1u << 30;

}  // namespace

AssetFile::AssetFile(const std::string& path) : path(path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw std::runtime_error(path + ": this file of packed assets cannot be opened");
  }
  auto read = [&](void* to, size_t bytes) {
    if (!file.read(static_cast<char*>(to), std::streamsize(bytes))) {
      throw std::runtime_error(path + ": the packed assets are truncated");
    }
  };
  while (file.peek() != std::ifstream::traits_type::eof()) {
    uint32_t nameLength, header[2];
    read(&nameLength, sizeof nameLength);
    std::string name(std::min(nameLength, MAX_NAME), '\0');
    read(name.data(), name.size());
    read(header, sizeof header);
    const auto [type, rank] = header;
    if (nameLength > MAX_NAME || type >= std::size(BYTES_OF_TYPE) || rank > MAX_DIMENSIONS) {
      throw std::runtime_error(path + ": this is no file of packed assets");
    }
    AssetArray array;
    array.type = type;
    array.dimensions.resize(rank);
    read(array.dimensions.data(), 4 * rank);
    uint64_t bytes = BYTES_OF_TYPE[type];
    for (uint32_t dimension : array.dimensions) {
      bytes *= dimension;
      if (bytes > MAX_BYTES) {
        throw std::runtime_error(path + ": this is no file of packed assets");
      }
    }
    array.bytes.resize(bytes);
    read(array.bytes.data(), bytes);
    arrays.emplace(std::move(name), std::move(array));
  }
}

const AssetArray& AssetFile::get(const std::string& name) const {
  const auto found = arrays.find(name);
  if (found == arrays.end()) {
    throw std::runtime_error(path + ": the packed assets have no " + name);
  }
  return found->second;
}

Texture AssetFile::texture(const std::string& name) const {
  const AssetArray& array = get("tex/" + name);
  return {int(array.dimensions.at(1)), int(array.dimensions.at(0)), int(array.dimensions.at(2)),
          array.as<uint8_t>()};
}
