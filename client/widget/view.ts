/** The layers of a widget, from the bottom: the picture inside the element, the site's picture, and what the device draws. */
import { enlarge } from '../../picture/resample.ts';
import { sizeStyles, widgetStyles } from './styles.ts';

export type WidgetView = {
  /** Receives gestures. */
  readonly frame: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Neither a picture nor a drawing of the device is shown or loading. */
  readonly empty: boolean;
  /** Below the frame, for the controls. */
  readonly bar: HTMLElement;
  /** The edge of the picture in CSS pixels, null for the default. */
  setSize(size: number | null): void;
  setLabel(text: string): void;
  /** Shows the picture at a URL, once it has loaded; null for none. Removes what the device drew. */
  showPicture(url: string | null): void;
  /** Shows what the device drew. */
  paint(picture: ImageData): void;
  /** 0 … 1 while the generator is loading; null hides the bar. */
  setProgress(fraction: number | null): void;
};

/** What the device draws is enlarged to about this edge, in pixels: smooth, and fast enough for every frame. */
const LIVE_EDGE = 256;

/** @param onMissing called where the site's picture could not be loaded */
export function createView(host: HTMLElement, onMissing: (url: string) => void): WidgetView {
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
  canvas.setAttribute('role', 'img');
  for (const element of [image, canvas, progress, bar]) {
    element.hidden = true;
  }
  frame.append(make('slot'), image, canvas, progress);
  root.append(frame, bar);
  shadow.append(root);
  shadow.adoptedStyleSheets = [widgetStyles()];

  function show(which: HTMLElement | null): void {
    image.hidden = which !== image;
    canvas.hidden = which !== canvas;
    frame.classList.toggle('shown', which !== null);
  }
  // A picture that is still loading covers nothing: what was shown stays.
  image.addEventListener('load', () => {
    image.classList.remove('missing');
    if (canvas.hidden) {
      show(image);
    }
  });
  // One that could not be loaded is transparent, but keeps its text alternative.
  image.addEventListener('error', () => {
    image.classList.add('missing');
    frame.classList.remove('shown');
    onMissing(image.src);
  });

  return {
    frame,
    canvas,
    bar,
    get empty() {
      return image.hidden === true && canvas.hidden === true;
    },
    setSize(size) {
      shadow.adoptedStyleSheets = [widgetStyles(), sizeStyles(size)];
    },
    setLabel(text) {
      image.alt = text;
      canvas.setAttribute('aria-label', text);
    },
    showPicture(url) {
      if (url === null) {
        image.removeAttribute('src');
        show(null);
      } else if (image.src !== url) {
        canvas.hidden = true;
        // A lazy picture loads only where it has a layout.
        image.hidden = false;
        image.src = url;
      }
    },
    paint(picture) {
      const { width, height, data } = picture;
      const factor = Math.max(1, Math.round(LIVE_EDGE / width));
      const large = enlarge({ width, height, data: new Uint8ClampedArray(data) }, factor);
      if (canvas.width !== large.width) {
        canvas.width = canvas.height = large.width;
      }
      canvas.getContext('2d')?.putImageData(new ImageData(large.data, large.width, large.height), 0, 0);
      show(canvas);
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
