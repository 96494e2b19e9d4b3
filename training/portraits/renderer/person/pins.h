/** Choices that the command line pins instead of drawing them: `smile=1`, `hair=6`. */
#pragma once
#include <map>
#include <string>

class Pins {
 public:
  /** @throws std::invalid_argument where the text is not NAME=NUMBER, or the number is beyond its limits */
  void add(const std::string& text);

  bool has(const std::string& name) const { return values.count(name) > 0; }
  /** The pinned value, or else the one that was drawn. */
  float get(const std::string& name, float drawn) const;
  int get(const std::string& name, int drawn) const { return int(get(name, float(drawn))); }
  bool get(const std::string& name, bool drawn) const { return get(name, drawn ? 1.f : 0.f) > 0.5f; }
  /**
   * Pinned expression units (`x:mouth-open=0.3`) and identity sliders (`s:nose/nose-hump-decr=0.5`) by
   * their names.
   */
  const std::map<std::string, float>& expressionUnits() const { return units; }
  const std::map<std::string, float>& sliders() const { return sliderValues; }

 private:
  std::map<std::string, float> values, units, sliderValues;
};
