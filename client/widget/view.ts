/** The layers of a widget, from the bottom: the picture inside the element, the site's picture, and what the device draws. */
import { adoptStyles } from './styles.ts';

export type Layer = 'picture' | 'drawing';

export type WidgetView = {
  /** Receives gestures. */
  readonly frame: HTMLElement;
  /** The site's picture. */
  readonly image: HTMLImageElement;
  /** What the device draws. */
  readonly canvas: HTMLCanvasElement;
  /** Below the frame, for the controls. */
  readonly bar: HTMLElement;
  /** Whether neither the site's picture nor a drawing is shown or loading. */
  readonly empty: boolean;
  /** Shows a layer above the picture inside the element; null for none. */
  show(layer: Layer | null): void;
  /** Sets the styles, in every document anew. @param size a CSS length; null for the default */
  setStyles(size: string | null): void;
  /** The name of the picture. @param announced whether it is part of what assistive technology reads */
  setName(name: string, announced: boolean): void;
  /** 0 … 1 while the generator is loading; null hides the bar. */
  setProgress(fraction: number | null): void;
};

export function createView(host: HTMLElement): WidgetView {
  const shadow = host.attachShadow({ mode: 'open', delegatesFocus: true });
  const root = make('div', 'root');
  const frame = make('div', 'frame', 'frame');
  const image = make('img', '', 'picture');
  const canvas = make('canvas', '', 'picture');
  const progress = make('progress', '', 'progress');
  const bar = make('div', 'bar', 'controls');
  image.loading = 'lazy';
  image.decoding = 'async';
  image.draggable = false;
  for (const element of [image, canvas, progress, bar]) {
    element.hidden = true;
  }
  frame.append(make('slot'), image, canvas, progress);
  root.append(frame, bar);
  shadow.append(root);

  return {
    frame,
    image,
    canvas,
    bar,
    get empty() {
      return image.hidden === true && canvas.hidden === true;
    },
    show(layer) {
      image.hidden = layer !== 'picture';
      canvas.hidden = layer !== 'drawing';
      frame.classList.toggle('shown', layer !== null);
    },
    setStyles: (size) => adoptStyles(shadow, size),
    setName(name, announced) {
      // A picture with a name may not have the role of a decoration.
      image.alt = announced ? name : '';
      canvas.ariaLabel = announced ? name : null;
      canvas.role = announced ? 'img' : 'presentation';
    },
    setProgress(fraction) {
      progress.hidden = fraction === null;
      if (fraction !== null) {
        progress.value = fraction;
      }
    },
  };
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  part = '',
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (className !== '') {
    element.className = className;
  }
  if (part !== '') {
    element.part.add(part);
  }
  return element;
}
