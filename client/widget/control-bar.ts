/** The bar below the face: a direction, its position, another face, a walk. */
import { controlTexts, readableName } from './control-texts.ts';
import type { ModelInfo } from './model-info.ts';
import type { Language } from './texts.ts';

const ICONS = {
  another: 'M20 11a8 8 0 1 0-.6 4M20 5v6h-6',
  walk: 'M8 5l11 7-11 7z',
  pause: 'M8 5v14M16 5v14',
} as const;

export type ControlBarEvents = {
  /** The slider is being moved: the position of a direction, in −1 … 1. */
  onPosition(direction: string, position: number): void;
  /** The slider is released. */
  onPositionSet(): void;
  onAnother(): void;
  onWalk(walking: boolean): void;
};

export type ControlBar = {
  /** Sets the directions to choose from. */
  setModel(model: ModelInfo): void;
  /** Shows the position of the chosen direction again. */
  update(): void;
  setWalking(walking: boolean): void;
  setDisabled(disabled: boolean): void;
};

/** @param position of a direction, by its index in the model */
export function createControlBar(
  bar: HTMLElement,
  language: Language,
  events: ControlBarEvents,
  position: (model: ModelInfo, index: number) => number,
): ControlBar {
  const words = controlTexts(language);
  const select = document.createElement('select');
  const slider = document.createElement('input');
  const another = button(words.another, ICONS.another);
  const walk = button(words.walk, ICONS.walk);
  select.part.add('select');
  slider.part.add('slider');
  slider.type = 'range';
  Object.assign(slider, { min: '-1', max: '1', step: 'any', value: '0' });
  select.setAttribute('aria-label', words.direction);
  slider.setAttribute('aria-label', words.amount);
  select.hidden = slider.hidden = true;
  bar.replaceChildren(select, slider, another, walk);
  let walking = false;
  let model: ModelInfo | undefined;

  function update(): void {
    if (model !== undefined) {
      slider.value = String(position(model, select.selectedIndex));
    }
  }
  select.addEventListener('change', (event) => {
    event.stopPropagation();
    update();
  });
  slider.addEventListener('input', (event) => {
    event.stopPropagation();
    const direction = model?.directions[select.selectedIndex];
    if (direction !== undefined) {
      events.onPosition(direction.name, slider.valueAsNumber);
    }
  });
  slider.addEventListener('change', (event) => {
    event.stopPropagation();
    events.onPositionSet();
  });
  another.addEventListener('click', events.onAnother);
  walk.addEventListener('click', () => events.onWalk(!walking));

  return {
    setModel(next) {
      model = next;
      const { directions } = next;
      select.replaceChildren(...directions.map(({ name }) => new Option(readableName(name, language))));
      select.hidden = slider.hidden = directions.length === 0;
      update();
    },
    update,
    setWalking(now) {
      walking = now;
      walk.classList.toggle('on', now);
      name(walk, now ? words.pause : words.walk, now ? ICONS.pause : ICONS.walk);
    },
    setDisabled(disabled) {
      for (const control of [select, slider, another, walk]) {
        control.disabled = disabled;
      }
    },
  };
}

const SVG = 'http://www.w3.org/2000/svg';

function button(label: string, icon: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.part.add('button');
  name(element, label, icon);
  return element;
}

function name(element: HTMLButtonElement, label: string, icon: string): void {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', icon);
  svg.append(path);
  element.replaceChildren(svg);
  element.title = label;
  element.setAttribute('aria-label', label);
}
