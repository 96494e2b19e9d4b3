/** The element as a form control: its value and validity, and the members that all form controls have. */
import { setText } from './properties.ts';
import { textsFor } from './texts.ts';

/** What an element has as the platform's form controls do. */
export type FormControlMembers = Pick<
  HTMLInputElement,
  'validity' | 'validationMessage' | 'willValidate' | 'checkValidity' | 'reportValidity' | 'setCustomValidity'
> & {
  readonly labels: NodeListOf<HTMLLabelElement>;
  /** The form that it belongs to, where it submits the code under its `name`. Setting an id sets the attribute, null removes it. */
  get form(): HTMLFormElement | null;
  set form(id: string | null);
};

export type FormControl = {
  /** Sets the value of the form, and whether it is missing. */
  setValue(code: string | null): void;
  /** A message of the page, which makes the element invalid; empty for none. */
  setCustomMessage(message: string): void;
};

/** @param anchor is focused, and has the browser's message beside it, where a form is submitted and the element is invalid */
export function createFormControl(
  host: HTMLElement,
  internals: ElementInternals,
  anchor: HTMLElement,
): FormControl {
  let value: string | null = null;
  let customMessage = '';

  function update(): void {
    const valueMissing = host.hasAttribute('required') && value === null;
    const customError = customMessage !== '';
    const message = customError ? customMessage : textsFor(host).required;
    if (valueMissing || customError) {
      // Without anything that can be focused browsers block the form without a message.
      if (!anchor.hasAttribute('tabindex')) {
        anchor.tabIndex = -1;
      }
      internals.setValidity({ valueMissing, customError }, message, anchor);
    } else {
      internals.setValidity({});
    }
  }

  return {
    setValue(code) {
      value = code;
      internals.setFormValue(code);
      update();
    },
    setCustomMessage(message) {
      customMessage = message;
      update();
    },
  };
}

/** Defines the members of form controls on the prototype of an element. */
export function defineFormMembers<T extends HTMLElement>(
  prototype: T,
  internalsOf: (element: T) => ElementInternals,
  controlOf: (element: T) => FormControl,
): void {
  const define = (name: string, descriptor: PropertyDescriptor & ThisType<T>): unknown =>
    Object.defineProperty(prototype, name, { configurable: true, ...descriptor });
  for (const name of ['labels', 'validity', 'validationMessage', 'willValidate'] as const) {
    define(name, {
      get() {
        return internalsOf(this)[name];
      },
    });
  }
  for (const name of ['checkValidity', 'reportValidity'] as const) {
    define(name, {
      value() {
        return internalsOf(this)[name]();
      },
    });
  }
  define('setCustomValidity', {
    value(message: string) {
      controlOf(this).setCustomMessage(message);
    },
  });
  define('form', {
    get() {
      return internalsOf(this).form;
    },
    set(id: unknown) {
      setText(this, 'form', id);
    },
  });
}
