/** The controls below the face. Their script is loaded when they are first shown. */
import type { ControlBar } from './control-bar.ts';
import type { ModelInfo } from './model-info.ts';
import type { FaceSite } from './site.ts';
import { languageOf } from './texts.ts';
import type { Widget } from './widget.ts';

export type Controls = {
  /** Shows or hides them. */
  show(shown: boolean, disabled: boolean): void;
  /** The face has changed. */
  update(): void;
  setWalking(walking: boolean): void;
  setModel(model: ModelInfo): void;
};

export function createControls(host: HTMLElement, widget: Widget, site: FaceSite): Controls {
  let bar: ControlBar | undefined;
  let isRequested = false;
  let isDisabled = false;

  async function create(): Promise<void> {
    const { createControlBar } = await site.live();
    bar = createControlBar(
      widget.view.bar,
      languageOf(host),
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
    bar.setWalking(widget.walking);
    bar.setDisabled(isDisabled);
    widget.watchModel();
  }

  return {
    show(shown, disabled) {
      widget.view.bar.hidden = !shown;
      isDisabled = disabled;
      if (shown && !isRequested) {
        isRequested = true;
        create().catch((error) => {
          isRequested = false;
          return widget.fail(error);
        });
      }
      bar?.setDisabled(disabled);
    },
    update: () => bar?.update(),
    setWalking: (walking) => bar?.setWalking(walking),
    setModel: (model) => bar?.setModel(model),
  };
}
