/**
 * Properties that reflect the attributes, as those of the platform's elements do. Frameworks set a property where the element
 * has one of that name, and an attribute otherwise.
 */

/** Present or absent. */
const BOOLEANS = ['random', 'interactive', 'controls', 'required', 'disabled'] as const;
const TEXTS = ['code', 'avatar', 'seed', 'model', 'of-class', 'size', 'alt', 'name'] as const;
/** Directions that models of faces have, and traits, as attributes; the properties are in camel case. */
const DIRECTIONS = [
  'smile',
  'age',
  'gender',
  'glasses',
  'beard',
  'turn',
  'nod',
  'tilt',
  'yaw',
  'pitch',
  'light',
  'mouth-open',
  'eyes-open',
  'hair-length',
  'hair-colour',
  'skin-tone',
  'hair',
  'hair-color',
  'skin',
  'mouth',
  'hat',
  'earrings',
] as const;

export type ReflectedProperties = Record<(typeof BOOLEANS)[number], boolean> &
  Record<Exclude<CamelCase<(typeof TEXTS)[number]>, 'seed' | 'size'>, string> & {
    get seed(): string;
    set seed(seed: string | number);
    /** In CSS pixels, or as a percentage of the width around the element. */
    get size(): string;
    set size(size: string | number);
  } & {
    /**
     * Positions of directions that the attributes set, in −1 … 1; beside `avatar` also words of traits, true for a trait that
     * is just there. Null for none.
     */
    [Name in CamelCase<(typeof DIRECTIONS)[number]>]: number | string | boolean | null;
  };

type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** Attributes that are present or absent; `walk` is a method, too, so the element defines its property. */
export const BOOLEAN_ATTRIBUTES: ReadonlySet<string> = new Set([...BOOLEANS, 'walk']);

/** The property of an attribute: `mouthOpen` for `mouth-open`. */
function propertyOf(attribute: string): string {
  return attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Sets an attribute that is present or absent. The empty text is that of `<dareka-face walk>`. */
export function setBoolean(element: Element, attribute: string, value: unknown): void {
  element.toggleAttribute(attribute, value === '' || (Boolean(value) && value !== 'false'));
}

/** Sets an attribute; null and undefined remove it. */
export function setText(element: Element, attribute: string, value: unknown): void {
  if (value === null || value === undefined) {
    element.removeAttribute(attribute);
  } else {
    element.setAttribute(attribute, String(value));
  }
}

function positionOf(element: Element, attribute: string): number | string | true | null {
  const text = element.getAttribute(attribute)?.trim();
  if (!text) {
    return text === '' || null;
  }
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Sets an attribute that holds a number or a word, or is just there. */
function setPosition(element: Element, attribute: string, value: unknown): void {
  if (value === false) {
    element.removeAttribute(attribute);
  } else {
    setText(element, attribute, value === true ? '' : value);
  }
}

/** Defines the properties on the prototype of an element. */
export function reflectAttributes(prototype: HTMLElement): void {
  function define(
    attribute: string,
    read: (element: Element) => unknown,
    write: (element: Element, attribute: string, value: unknown) => void,
  ): void {
    Object.defineProperty(prototype, propertyOf(attribute), {
      configurable: true,
      enumerable: true,
      get(this: Element) {
        return read(this);
      },
      set(this: Element, value: unknown) {
        write(this, attribute, value);
      },
    });
  }
  for (const name of BOOLEANS) {
    define(name, (element) => element.hasAttribute(name), setBoolean);
  }
  for (const name of TEXTS) {
    define(name, (element) => element.getAttribute(name) ?? '', setText);
  }
  for (const name of DIRECTIONS) {
    define(name, (element) => positionOf(element, name), setPosition);
  }
}

/** Properties that were set before the element was defined shadow those of its class: sets them again. */
export function adoptProperties(element: HTMLElement): void {
  // The value comes last: it is what the attributes would otherwise determine.
  const names = [...BOOLEAN_ATTRIBUTES, 'form', ...[...TEXTS, ...DIRECTIONS].map(propertyOf), 'value'];
  for (const name of names) {
    if (Object.hasOwn(element, name)) {
      const value: unknown = Reflect.get(element, name);
      Reflect.deleteProperty(element, name);
      Reflect.set(element, name, value);
    }
  }
}
