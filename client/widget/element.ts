/** The custom element: what its attributes, methods and user input do. */
import { accessibleDescription, accessibleName } from './accessible-name.ts';
import { createControls } from './controls.ts';
import type { DarekaFaceEvents } from './events.ts';
import { FaceError } from './failure.ts';
import { createFormControl, defineFormMembers, type FormControlMembers } from './form-control.ts';
import {
  adoptProperties,
  BOOLEAN_ATTRIBUTES,
  type ReflectedProperties,
  reflectAttributes,
  setBoolean,
} from './properties.ts';
import type { FaceSite } from './site.ts';
import { cssSize } from './size.ts';
import { textsFor } from './texts.ts';
import { listenForTurns } from './turn-gestures.ts';
import { createWidget, type Dial } from './widget.ts';

export interface DarekaFaceElement extends HTMLElement, ReflectedProperties, FormControlMembers {
  /**
   * The share code of the face that is shown; null for none. Setting it shows another face and resets its directions. A text
   * that is not a share code changes nothing and dispatches `dareka-error`.
   */
  value: string | null;
  /**
   * Fetches the generator and draws on the device, as the first touch does.
   *
   * @throws where that fails, after the event
   */
  activate(): Promise<void>;
  /** Shows another face, of a random seed. */
  another(): Promise<void>;
  /** Starts or ends the walk from face to face. Setting true or false sets the attribute. */
  get walk(): (on?: boolean) => Promise<void>;
  set walk(on: boolean);
  /** Moves the face along a direction of its model, to a position in −1 … 1. */
  set(direction: string, position: number): Promise<void>;
  /** The directions of the face's model, and their positions. */
  dials(): Promise<Dial[]>;
  /** The face as the device draws it at full size, as a PNG that says that a model made it, and whose face it is. */
  toBlob(): Promise<Blob>;
  addEventListener<Name extends keyof DarekaFaceEvents>(
    type: Name,
    listener: (this: DarekaFaceElement, event: DarekaFaceEvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Attributes that change the value, its validity or a boolean, and so have to take effect at once. */
const OBSERVED = [...BOOLEAN_ATTRIBUTES, 'code'];

/** Defines the class of elements whose pictures and models come from a site. Works in browsers only. */
export function faceElement(site: FaceSite): new () => DarekaFaceElement {
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

  class FaceElement extends HTMLElement {
    static readonly formAssociated = true;
    static readonly observedAttributes = OBSERVED;
    static {
      reflectAttributes(FaceElement.prototype);
      defineFormMembers(
        FaceElement.prototype,
        (element) => element.#internals,
        (element) => element.#control,
      );
    }
    readonly #internals = this.attachInternals();
    readonly #widget = createWidget(this, site, {
      onFace: (code) => {
        this.#control.setValue(code);
        this.#controls.update();
      },
      onWalking: (walking) => this.#controls.setWalking(walking),
      onModel: (model) => this.#controls.setModel(model),
    });
    readonly #controls = createControls(this, this.#widget, site);
    readonly #control = createFormControl(this, this.#internals, this.#widget.view.frame);
    readonly #attributes = new MutationObserver(() => this.#refresh());
    readonly #visibility = new IntersectionObserver(([entry]) => {
      this.#isVisible = entry?.isIntersecting ?? false;
      this.#updateWalk();
    });
    readonly #updateWalk = (): void => {
      const walks = this.hasAttribute('walk') && this.#isVisible && !reducedMotion.matches;
      if (walks !== this.#walks) {
        void this.#widget.setWalking(walks);
      }
      this.#walks = walks;
    };
    #isVisible = false;
    /** Whether the attribute has it walk: while it is visible, unless reduced motion is preferred. */
    #walks = false;
    #gestures: AbortController | undefined;
    #disabled = false;
    #wrongSize: string | null = null;
    #isReady = false;

    constructor() {
      super();
      const { image, frame, bar } = this.#widget.view;
      // Labels may come after the element, and their text may change.
      for (const [target, event] of [
        [image, 'load'],
        [frame, 'focus'],
      ] as const) {
        target.addEventListener(event, () => this.#updateName());
      }
      // Inside a link, a label or a summary a click is the widget's where it has something to touch.
      bar.addEventListener('click', (event) => event.preventDefault());
      this.#attributes.observe(this, { attributes: true });
      this.#isReady = true;
      adoptProperties(this);
    }

    get value(): string | null {
      return this.#widget.code;
    }
    set value(code: string | null) {
      this.#widget.show(code ? String(code) : null);
    }
    get walk(): (on?: boolean) => Promise<void> {
      return (on = true) => this.#widget.setWalking(on);
    }
    set walk(on: boolean) {
      setBoolean(this, 'walk', on);
    }
    activate(): Promise<void> {
      return this.#widget.activate();
    }
    async another(): Promise<void> {
      await this.#widget.another();
      await this.#widget.commit(false);
    }
    async set(direction: string, position: number): Promise<void> {
      await this.#widget.setPosition(direction, position);
      await this.#widget.commit(false);
    }
    dials(): Promise<Dial[]> {
      return this.#widget.dials();
    }
    toBlob(): Promise<Blob> {
      return this.#widget.toBlob();
    }

    /** A copy shows the same face, as a copy of an input has the same value. */
    override cloneNode(deep?: boolean): Node {
      const copy = super.cloneNode(deep) as FaceElement;
      if (this.value !== null) {
        copy.value = this.value;
      }
      return copy;
    }

    attributeChangedCallback(name: string, before: string | null, now: string | null): void {
      // `disabled={false}` of React 18, which sets only attributes.
      if (now === 'false' && BOOLEAN_ATTRIBUTES.has(name)) {
        this.removeAttribute(name);
      } else if (before !== now && this.#isReady) {
        this.#refresh();
      }
    }
    connectedCallback(): void {
      this.#refresh();
      reducedMotion.addEventListener('change', this.#updateWalk);
      this.#widget.resume();
    }
    disconnectedCallback(): void {
      reducedMotion.removeEventListener('change', this.#updateWalk);
      this.#visibility.disconnect();
      this.#isVisible = false;
      this.#walks = false;
      this.#widget.suspend();
    }
    formAssociatedCallback(): void {
      this.#updateName();
    }
    formDisabledCallback(disabled: boolean): void {
      this.#disabled = disabled;
      if (this.isConnected) {
        this.#refresh();
      }
    }
    formResetCallback(): void {
      this.#widget.reset();
    }
    formStateRestoreCallback(state: unknown): void {
      if (typeof state === 'string') {
        this.value = state;
      }
    }

    #refresh(): void {
      this.#attributes.takeRecords();
      this.#updateSize();
      this.#updateName();
      this.#widget.refresh();
      this.#control.setValue(this.value);
      this.#enableGestures(this.hasAttribute('interactive') && !this.#disabled);
      this.#controls.show(this.hasAttribute('controls'), this.#disabled);
      this.#visibility.disconnect();
      if (this.hasAttribute('walk') && this.isConnected) {
        this.#visibility.observe(this);
      }
      this.#updateWalk();
    }

    #updateSize(): void {
      const attribute = this.getAttribute('size');
      const size = cssSize(attribute ?? '');
      this.#widget.view.setStyles(size);
      if (attribute && size === null && attribute !== this.#wrongSize) {
        const message = `size="${attribute}" is neither a number of pixels nor a percentage`;
        void this.#widget.fail(new FaceError('attribute', message));
      }
      this.#wrongSize = attribute;
    }

    /** The name of the element for assistive technology, and of what is focused in its place. */
    #updateName(): void {
      const { view } = this.#widget;
      const texts = textsFor(this);
      const name = accessibleName(this, this.#internals.labels, texts.alt);
      const isTouched = this.#gestures !== undefined;
      const isGroup = isTouched || this.hasAttribute('controls');
      const pictureRole = name === '' ? 'presentation' : 'img';
      this.#internals.role = isGroup ? 'group' : pictureRole;
      this.#internals.ariaLabel = name;
      // Elsewhere the element itself, or the frame, is announced as the picture.
      view.setName(name, isGroup && !isTouched && name !== '');
      if (isTouched) {
        view.frame.role = 'img';
        view.frame.ariaLabel = [name, texts.turn].filter(Boolean).join('. ');
        view.frame.setAttribute('aria-description', accessibleDescription(this));
      }
    }

    #enableGestures(enabled: boolean): void {
      if (enabled === (this.#gestures !== undefined)) {
        return;
      }
      const { frame } = this.#widget.view;
      this.#gestures?.abort();
      this.#gestures = undefined;
      if (enabled) {
        this.#gestures = new AbortController();
        frame.tabIndex = 0;
        const widget = this.#widget;
        const turnEvents = {
          onTouch: () => void widget.activate().catch(() => {}),
          onTurn: (yaw: number, pitch: number) => void widget.turn(yaw, pitch).catch(widget.fail),
          onTurned: () => void widget.commit(true),
        };
        listenForTurns(frame, turnEvents, this.#gestures.signal);
      } else {
        for (const name of ['tabindex', 'role', 'aria-label', 'aria-description']) {
          frame.removeAttribute(name);
        }
      }
      this.#updateName();
    }
  }

  // Its other members are defined on the prototype.
  return FaceElement as unknown as new () => DarekaFaceElement;
}
