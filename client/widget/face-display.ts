/** What shows the face of a widget: the site's picture, or what the generator draws on the device. */
import { encodeFace } from '../../latent/code/code.ts';
import type { Face } from '../../latent/face.ts';
import { type Avatar, avatarPicture } from './avatar.ts';
import type { FaceState } from './face-state.ts';
import { createGenerator, type Generator } from './generator.ts';
import type { Live } from './live.ts';
import type { FaceSite } from './site.ts';
import { createSitePicture } from './site-picture.ts';
import type { WidgetView } from './view.ts';
import type { Walking } from './walking.ts';

/** In CSS pixels, before the element has a layout. */
const DEFAULT_EDGE = 256;

export type FaceDisplay = {
  readonly generator: Generator;
  /** Shows the face as it is now. Never rejects. */
  update(): Promise<void>;
  /**
   * Shows the site's picture of a name at once, before its face is known.
   *
   * @param face of the name
   * @returns the same face
   */
  showAvatar(avatar: Avatar, face: Promise<Face>): Promise<Face>;
  /** From now on the face is not that of a name. */
  dropAvatar(): void;
  /** The device cannot draw: back to the site's picture. */
  fail(error: unknown): Promise<void>;
  /** The element is in a document: shows the face, and follows the size of the box. */
  resume(): void;
  /** Ends what is under way. What is seen stays. */
  suspend(): void;
};

export type FaceDisplayOptions = {
  readonly site: Pick<FaceSite, 'pictureFor' | 'live'>;
  readonly view: WidgetView;
  readonly faces: Pick<FaceState, 'face' | 'code'>;
  readonly walking: Pick<Walking, 'active' | 'abandon'>;
  firstFace(): Promise<Face>;
  /** The device has drawn the first face. */
  onReady(live: Live): void;
  onFailed(error: unknown): Promise<void>;
};

export function createFaceDisplay(
  host: HTMLElement,
  { site, view, faces, walking, firstFace, onReady, onFailed }: FaceDisplayOptions,
): FaceDisplay {
  const picture = createSitePicture(view, {
    pictureFor: (path) => site.pictureFor(path, edge()),
    onFailed,
  });
  const generator = createGenerator(site, view, edge, { firstFace, onReady, onFailed: fail });
  const boxes = new ResizeObserver(fit);
  /** The path of the picture of the name that the face comes from, and the face's code, null while that is not known. */
  let shownAvatar: { readonly path: string; code: string | null } | null = null;

  /** How many pixels wide the face is on screen. */
  function edge(): number {
    const { devicePixelRatio = 1 } = host.ownerDocument.defaultView ?? {};
    return (view.frame.clientWidth || DEFAULT_EDGE) * devicePixelRatio;
  }

  /** The path of the site's picture of the face. That of a name stays when its code becomes known, so that nothing is requested twice. */
  function picturePath(): string | null {
    const { code } = faces;
    if (shownAvatar !== null && (shownAvatar.code === null || shownAvatar.code === code)) {
      return shownAvatar.path;
    }
    return code && `f/${code}.webp`;
  }

  async function update(): Promise<void> {
    const { face } = faces;
    const path = picturePath();
    // The picture comes long before the generator, so it is shown while that is on its way, too.
    if (host.isConnected && (!generator.on || path === null || view.empty)) {
      picture.show(path);
    }
    if (generator.on && face !== null) {
      await generator.draw(face).catch(fail);
    }
  }

  /** The box has another size: what is shown is drawn anew where it is too small. */
  function fit(): void {
    picture.fit();
    // A walk draws by itself.
    if (!view.canvas.hidden && generator.on && generator.tooSmall && !walking.active) {
      void update();
    }
  }

  async function fail(error: unknown): Promise<void> {
    walking.abandon();
    generator.turnOff();
    picture.show(picturePath());
    await onFailed(error);
  }

  return {
    generator,
    update,
    async showAvatar(avatar, face) {
      const shown = { path: avatarPicture(avatar), code: null as string | null };
      shownAvatar = shown;
      if (host.isConnected && (!generator.on || view.empty)) {
        picture.show(shown.path);
      }
      const known = await face;
      shown.code = encodeFace(known);
      return known;
    },
    dropAvatar() {
      shownAvatar = null;
    },
    fail,
    resume() {
      if (view.canvas.hidden) {
        picture.show(picturePath());
      }
      boxes.observe(view.frame);
    },
    suspend() {
      boxes.disconnect();
      generator.suspend();
      picture.suspend();
    },
  };
}
