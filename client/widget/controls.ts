/** The bar below the face: what to change, how much of it, another face, a walk. */
import type { Model } from './facts.ts';
import { readable, type Words } from './words.ts';

const ICONS = {
  another: 'M20 11a8 8 0 1 0-.6 4M20 5v6h-6',
  walk: 'M8 5l11 7-11 7z',
  pause: 'M8 5v14M16 5v14',
} as const;

export type ControlsEvents = {
  /** The dial of a direction is being moved, to a position in −1 … 1. */
  onDial(direction: string, position: number): void;
  /** It has been moved. */
  onDialled(): void;
  onAnother(): void;
  onWalk(walking: boolean): void;
};

export type Controls = {
  /** What there is to change; nothing until this is called. */
  setModel(model: Model): void;
  /** Shows where the dials stand. */
  settle(): void;
  setWalking(walking: boolean): void;
  setDisabled(disabled: boolean): void;
};

/** @param position where the dial of a direction stands, by its index in the model */
export function createControls(
  bar: HTMLElement,
  words: Words,
  events: ControlsEvents,
  position: (model: Model, index: number) => number,
): Controls {
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
  let model: Model | undefined;

  function settle(): void {
    if (model !== undefined) {
      slider.value = String(position(model, select.selectedIndex));
    }
  }
  select.addEventListener('change', (event) => {
    event.stopPropagation();
    settle();
  });
  slider.addEventListener('input', (event) => {
    event.stopPropagation();
    const direction = model?.directions[select.selectedIndex];
    if (direction !== undefined) {
      events.onDial(direction.name, slider.valueAsNumber);
    }
  });
  slider.addEventListener('change', (event) => {
    event.stopPropagation();
    events.onDialled();
  });
  another.addEventListener('click', events.onAnother);
  walk.addEventListener('click', () => events.onWalk(!walking));

  return {
    setModel(next) {
      model = next;
      const { directions } = next;
      select.replaceChildren(...directions.map(({ name }) => new Option(readable(name, words))));
      select.hidden = slider.hidden = directions.length === 0;
      settle();
    },
    settle,
    setWalking(now) {
      walking = now;
      walk.setAttribute('aria-pressed', String(now));
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
