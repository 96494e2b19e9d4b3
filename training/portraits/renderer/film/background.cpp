#include "film/background.h"
#include "film/backdrop.h"
#include "light/environment-map.h"
#include "math/colour.h"
#include "math/noise.h"

namespace {

/** Backgrounds are out of focus, so they are painted on a coarse grid of this side and enlarged. */
constexpr int MAP_GRID = 80, BACKDROP_GRID = 128;
/** Points of the lens that a blurred map is seen through. */
constexpr int LENS_TAPS = 30;
/** The brightest that a tap may be: a sun would leave a hard disc. */
constexpr float BRIGHTEST = 6;
/** The luminance that the map's view is pulled to, and how far, as a power. */
constexpr float USUAL_LUMINANCE = 0.55f, PULL = 0.55f;

class MapView {
 public:
  MapView(const BackgroundChoices& background, const Illumination& light)
      : background(background),
        light(light),
        shiftX((hashUnit(1, 5, background.seed) - 0.5f) * 0.5f),
        shiftY(0.02f + (hashUnit(2, 5, background.seed) - 0.5f) * 0.25f) {}

  /**
   * The map at a point of the grid, seen through a thin lens: a spiral of points, turned differently in
   * each cell.
   */
  Vec3 at(int column, int line) const {
    const float turn = hashUnit(column, line, 77) * TWO_PI;
    const float x = (column + 0.5f) / MAP_GRID, y = (line + 0.5f) / MAP_GRID;
    Vec3 sum;
    for (int k = 0; k < LENS_TAPS; k++) {
      const float radius = background.blur * std::sqrt((k + 0.5f) / LENS_TAPS),
                  angle = k * GOLDEN_ANGLE + turn;
      Vec3 colour = radiance(x + radius * std::cos(angle), y + radius * std::sin(angle)) * light.mapGain;
      colour = lerp(colour, grey(luminance(colour)), 0.22f);
      const float most = std::max(colour.x, std::max(colour.y, colour.z));
      if (most > BRIGHTEST) {
        colour *= BRIGHTEST / most;
      }
      sum += colour;
    }
    return sum * (1.f / LENS_TAPS);
  }

 private:
  Vec3 radiance(float x, float y) const {
    const Vec3 direction = normalize(
        Vec3{(x - 0.5f) * background.fieldOfView + shiftX, (0.5f - y) * background.fieldOfView + shiftY, -1});
    return light.map->radiance(light.toMap(direction));
  }

  const BackgroundChoices& background;
  const Illumination& light;
  const float shiftX, shiftY;
};

float gainOf(const std::vector<Vec3>& view, float chosenGain) {
  Vec3 sum;
  for (Vec3 colour : view) {
    sum += colour;
  }
  const float mean = luminance(sum) / view.size();
  return chosenGain * fastPow(USUAL_LUMINANCE / std::max(mean, 0.01f), PULL);
}

}  // namespace

std::vector<Vec3> paintBackground(const BackgroundChoices& background, const Illumination& light,
                                  int pixels) {
  const bool isMap = showsEnvironment(background, light);
  const int side = isMap ? MAP_GRID : BACKDROP_GRID;
  std::vector<Vec3> grid(side * side);
  const MapView view(background, light);
  for (int y = 0; y < side; y++) {
    for (int x = 0; x < side; x++) {
      grid[y * side + x] =
          isMap ? view.at(x, y) : backdropAt(background, (x + 0.5f) / side, (y + 0.5f) / side);
    }
  }
  const float gain = isMap ? gainOf(grid, background.gain) : 1;
  std::vector<Vec3> picture(pixels * pixels);
  for (int y = 0; y < pixels; y++) {
    for (int x = 0; x < pixels; x++) {
      const float gridX = clamp((x + 0.5f) * side / pixels - 0.5f, 0, side - 1.001f);
      const float gridY = clamp((y + 0.5f) * side / pixels - 0.5f, 0, side - 1.001f);
      const int left = int(gridX), top = int(gridY);
      const float fx = gridX - left, fy = gridY - top;
      const Vec3* cell = &grid[top * side + left];
      picture[y * pixels + x] =
          lerp(lerp(cell[0], cell[1], fx), lerp(cell[side], cell[side + 1], fx), fy) * gain;
    }
  }
  return picture;
}
