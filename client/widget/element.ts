/** The element: attributes, methods, form participation and user input. */
import { type ControlBar, createControlBar } from './control-bar.ts';
import type { DarekaFaceEvents } from './events.ts';
import type { FaceSite } from './site.ts';
import { textsFor } from './texts.ts';
import { listenForTurns } from './turn-gestures.ts';
import { createWidget, type Dial } from './widget.ts';

export interface DarekaFaceElement extends HTMLElement {
  /**
   * The share code of the face that is shown; null for none. Setting it shows another face and resets its directions. A text
   * that is not a share code changes nothing and dispatches `dareka-error`.
   */
  value: string | null;
  /** The form that it belongs to, where it submits the code under its `name`. Setting an id sets the attribute. */
  get form(): HTMLFormElement | null;
  set form(id: string);
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
  /** The face as the device draws it, as a PNG. */
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

/** Defines the class of elements whose pictures and models come from a site. Works in browsers only. */
export function faceElement(site: FaceSite): new () => DarekaFaceElement {
  return class extends HTMLElement implements DarekaFaceElement {
    static readonly formAssociated = true;
    readonly #internals = this.attachInternals();
    readonly #widget = createWidget(this, site, {
      onFace: (code) => {
        this.#setFormValue(code);
        this.#controlBar?.update();
      },
      onWalking: (walking) => this.#controlBar?.setWalking(walking),
      onModel: (model) => this.#controlBar?.setModel(model),
    });
    readonly #attributes = new MutationObserver(() => this.#refresh());
    readonly #visibility = new IntersectionObserver(([entry]) => {
      this.#isVisible = entry?.isIntersecting ?? false;
      this.#updateWalk();
    });
    #isVisible = false;
    #controlBar: ControlBar | undefined;
    #gestures: AbortController | undefined;
    #disabled = false;

    get value(): string | null {
      return this.#widget.code;
    }
    set value(code: string | null) {
      this.#widget.show(code || null);
    }
    // Frameworks set a property instead of the attribute where the element has a property of that name.
    get form(): HTMLFormElement | null {
      return this.#internals.form;
    }
    set form(id: string) {
      this.setAttribute('form', id);
    }
    get walk(): (on?: boolean) => Promise<void> {
      return (on = true) => this.#widget.setWalking(on);
    }
    set walk(on: boolean) {
      this.toggleAttribute('walk', on);
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
    async toBlob(): Promise<Blob> {
      await this.#widget.drawFull();
      const { canvas } = this.#widget.view;
      return new Promise((resolve, reject) => {
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas gave no image'))));
      });
    }

    connectedCallback(): void {
      this.#adoptValue();
      this.#attributes.observe(this, { attributes: true });
      this.#refresh();
    }
    disconnectedCallback(): void {
      this.#attributes.disconnect();
      this.#visibility.disconnect();
      this.#isVisible = false;
      this.#widget.suspend();
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
      const { view } = this.#widget;
      const size = Number(this.getAttribute('size'));
      view.setSize(size > 0 ? size : null);
      view.setLabel(this.#label());
      this.#widget.refresh();
      this.#setFormValue(this.value);
      this.#enableGestures(this.hasAttribute('interactive') && !this.#disabled);
      this.#showControls(this.hasAttribute('controls'));
      if (this.hasAttribute('walk')) {
        this.#visibility.observe(this);
      } else {
        this.#visibility.disconnect();
      }
      this.#updateWalk();
    }

    /** A `value` that was set before the element was defined shadows the accessor. */
    #adoptValue(): void {
      if (!Object.hasOwn(this, 'value')) {
        return;
      }
      const { value } = this;
      Reflect.deleteProperty(this, 'value');
      if (value !== null) {
        this.setAttribute('code', value);
      }
    }

    #label(): string {
      return this.getAttribute('alt') ?? textsFor(this).alt;
    }

    #setFormValue(code: string | null): void {
      this.#internals.setFormValue(code);
      const missing = this.hasAttribute('required') && code === null;
      if (missing) {
        this.#internals.setValidity({ valueMissing: true }, textsFor(this).required);
      } else {
        this.#internals.setValidity({});
      }
    }

    /** Walks where the attribute is set, while the element is visible, unless reduced motion is preferred. */
    #walks = false;
    #updateWalk(): void {
      const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const walks = this.hasAttribute('walk') && this.#isVisible && !reduced;
      if (walks !== this.#walks) {
        void this.#widget.setWalking(walks);
      }
      this.#walks = walks;
    }

    #enableGestures(enabled: boolean): void {
      if (enabled === (this.#gestures !== undefined)) {
        return;
      }
      const { frame } = this.#widget.view;
      this.#gestures?.abort();
      this.#gestures = undefined;
      if (!enabled) {
        for (const name of ['tabindex', 'role', 'aria-label']) {
          frame.removeAttribute(name);
        }
        return;
      }
      this.#gestures = new AbortController();
      frame.tabIndex = 0;
      frame.role = 'group';
      frame.ariaLabel = `${this.#label()}. ${textsFor(this).turn}`;
      const widget = this.#widget;
      const turnEvents = {
        onTouch: () => void widget.activate().catch(() => {}),
        onTurn: (yaw: number, pitch: number) => void widget.turn(yaw, pitch).catch(widget.fail),
        onTurned: () => void widget.commit(true),
      };
      listenForTurns(frame, turnEvents, this.#gestures.signal);
    }

    #showControls(enabled: boolean): void {
      const widget = this.#widget;
      widget.view.bar.hidden = !enabled;
      if (enabled && this.#controlBar === undefined) {
        this.#controlBar = createControlBar(
          widget.view.bar,
          textsFor(this),
          {
            onPosition: (name, position) => {
              widget.activate().catch(() => {});
              widget.setPosition(name, position).catch(widget.fail);
            },
            onPositionSet: () => void widget.commit(true),
            onAnother: () => void widget.another().then(() => widget.commit(true), widget.fail),
            onWalk: (on) => void widget.setWalking(on),
          },
          widget.position,
        );
        this.#controlBar.setWalking(widget.walking);
        widget.watchModel();
      }
      this.#controlBar?.setDisabled(this.#disabled);
    }
  };
}
