/** The element itself: attributes, methods, form participation, and what a hand does to it. */
import { type Controls, createControls } from './controls.ts';
import type { DarekaFaceEvents } from './events.ts';
import type { Site } from './site.ts';
import { listenForTurns } from './turn.ts';
import { createWidget, type Dial } from './widget.ts';
import { wordsFor } from './words.ts';

export interface DarekaFaceElement extends HTMLElement {
  /**
   * The share code of the face that is shown; null for none. Setting it shows another, and clears what was done to it; a
   * text that is no code changes nothing but is told of by `dareka-error`.
   */
  value: string | null;
  /** The form that it is part of. Its value there is the code, under its `name`. Set to an id, the attribute is. */
  get form(): HTMLFormElement | null;
  set form(id: string);
  /**
   * Brings the generator, as the first touch does, and draws in place.
   *
   * @throws where that fails, after the event
   */
  activate(): Promise<void>;
  /** Shows another face, of a random seed. */
  another(): Promise<void>;
  /** Starts or ends the walk from face to face. Set to true or false, the attribute is. */
  get walk(): (on?: boolean) => Promise<void>;
  set walk(on: boolean);
  /** Moves the face along a direction of its model, to a position in −1 … 1. */
  set(direction: string, position: number): Promise<void>;
  /** What there is to change, and where it stands. */
  dials(): Promise<Dial[]>;
  /** The picture as the device draws it, a PNG. */
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

/** The class of an element whose pictures and models come from that site. For browsers alone. */
export function faceElement(site: Site): new () => DarekaFaceElement {
  return class extends HTMLElement implements DarekaFaceElement {
    static readonly formAssociated = true;
    readonly #internals = this.attachInternals();
    readonly #widget = createWidget(this, site, {
      onFace: (code) => {
        this.#setFormValue(code);
        this.#controls?.settle();
      },
      onWalking: (walking) => this.#controls?.setWalking(walking),
      onModel: (model) => this.#controls?.setModel(model),
    });
    readonly #attributes = new MutationObserver(() => this.#refresh());
    readonly #sight = new IntersectionObserver(([entry]) => {
      this.#isSeen = entry?.isIntersecting ?? false;
      this.#follow();
    });
    #isSeen = false;
    #controls: Controls | undefined;
    #touching: AbortController | undefined;
    #disabled = false;

    get value(): string | null {
      return this.#widget.code;
    }
    set value(code: string | null) {
      this.#widget.show(code || null);
    }
    // Frameworks set a property, not the attribute, where there is one of that name.
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
      return this.#widget.wake();
    }
    async another(): Promise<void> {
      await this.#widget.another();
      await this.#widget.commit(false);
    }
    async set(direction: string, position: number): Promise<void> {
      await this.#widget.setDial(direction, position);
      await this.#widget.commit(false);
    }
    dials(): Promise<Dial[]> {
      return this.#widget.dials();
    }
    async toBlob(): Promise<Blob> {
      await this.#widget.wake();
      const { canvas } = this.#widget.view;
      return new Promise((resolve, reject) => {
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas gave no picture'))));
      });
    }

    connectedCallback(): void {
      this.#adoptValue();
      this.#attributes.observe(this, { attributes: true });
      this.#refresh();
    }
    disconnectedCallback(): void {
      this.#attributes.disconnect();
      this.#sight.disconnect();
      this.#isSeen = false;
      this.#widget.rest();
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
      this.#offerTouch(this.hasAttribute('interactive') && !this.#disabled);
      this.#offerControls(this.hasAttribute('controls'));
      if (this.hasAttribute('walk')) {
        this.#sight.observe(this);
      } else {
        this.#sight.disconnect();
      }
      this.#follow();
    }

    /** A value that was set before the element was defined hides the accessor of that name. */
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
      return this.getAttribute('alt') ?? wordsFor(this).alt;
    }

    #setFormValue(code: string | null): void {
      this.#internals.setFormValue(code);
      const missing = this.hasAttribute('required') && code === null;
      if (missing) {
        this.#internals.setValidity({ valueMissing: true }, wordsFor(this).required);
      } else {
        this.#internals.setValidity({});
      }
    }

    /** Walks where the attribute asks for it, while it is seen, and where nobody asked for stillness. */
    #walks = false;
    #follow(): void {
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const walks = this.hasAttribute('walk') && this.#isSeen && !still;
      if (walks !== this.#walks) {
        void this.#widget.setWalking(walks);
      }
      this.#walks = walks;
    }

    #offerTouch(offered: boolean): void {
      if (offered === (this.#touching !== undefined)) {
        return;
      }
      const { frame } = this.#widget.view;
      this.#touching?.abort();
      this.#touching = undefined;
      if (!offered) {
        for (const name of ['tabindex', 'role', 'aria-label']) {
          frame.removeAttribute(name);
        }
        return;
      }
      this.#touching = new AbortController();
      frame.tabIndex = 0;
      frame.role = 'group';
      frame.ariaLabel = `${this.#label()}. ${wordsFor(this).turn}`;
      const widget = this.#widget;
      const turning = {
        onTouch: () => void widget.wake().catch(() => {}),
        onTurn: (yaw: number, pitch: number) => void widget.turn(yaw, pitch).catch(widget.tell),
        onTurned: () => void widget.commit(true),
      };
      listenForTurns(frame, turning, this.#touching.signal);
    }

    #offerControls(offered: boolean): void {
      const widget = this.#widget;
      widget.view.bar.hidden = !offered;
      if (offered && this.#controls === undefined) {
        this.#controls = createControls(
          widget.view.bar,
          wordsFor(this),
          {
            onDial: (name, position) => {
              widget.wake().catch(() => {});
              widget.setDial(name, position).catch(widget.tell);
            },
            onDialled: () => void widget.commit(true),
            onAnother: () => void widget.another().then(() => widget.commit(true), widget.tell),
            onWalk: (on) => void widget.setWalking(on),
          },
          widget.position,
        );
        this.#controls.setWalking(widget.walking);
        widget.watchModel();
      }
      this.#controls?.setDisabled(this.#disabled);
    }
  };
}
