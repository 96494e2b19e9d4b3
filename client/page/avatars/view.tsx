import { useEffect, useId, useMemo } from 'preact/hooks';
import { avatarFace, avatarModel, canonicalName } from '../../../latent/avatar.ts';
import { encodeFace } from '../../../latent/code/code.ts';
import { latentFromFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { avatarTag, loadAvatarModel } from '../models/avatar-model.ts';
import { modelOrDefault } from '../models/model-or-default.ts';
import type { PageModel } from '../models/page-model.ts';
import type { PageRoute } from '../shell/route.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { FavouriteButton } from '../ui/favourite-button.tsx';
import { Loading } from '../ui/loading.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { AvatarAddress } from './avatar-address.tsx';
import { type AvatarChoice, choiceInRoute, routeOfChoice } from './avatar-route.ts';
import { Facts } from './facts.tsx';
import { PictureOptions } from './picture-options.tsx';
import { avatarTexts } from './texts.ts';
import { TraitPicker } from './trait-picker.tsx';
import { UsedSizes } from './used-sizes.tsx';
import './avatars.css';

/** A face for a name, and its address. */
export function View() {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const { version, model: tag } = choiceInRoute(route, { named: [] });
  const loaded = useLoaded(async () => {
    const model = await modelOrDefault(app, tag, () => loadAvatarModel(app, version));
    return {
      model,
      versionTag: await avatarTag(app, version),
      isMissing: tag !== undefined && model.tag !== tag,
    };
  }, [version, tag]);
  return loaded === null ? <Loading /> : <Avatar {...loaded} route={route} />;
}

type AvatarProps = {
  model: PageModel;
  /** The tag of the model that the chosen version has. */
  versionTag: string;
  /** Whether the address names a model that this site does not have. */
  isMissing: boolean;
  route: PageRoute;
};

function Avatar({ model, versionTag, isMissing, route }: AvatarProps) {
  const app = useAppContext();
  const texts = useTexts(avatarTexts);
  const choice = useMemo(() => {
    const chosen = choiceInRoute(route, { named: model.manifest.directions, condition: model.condition });
    return isMissing ? { ...chosen, model: undefined } : chosen;
  }, [route, model, isMissing]);
  const name = canonicalNameOrNull(choice.name);
  const face = useMemo(
    () =>
      name === null ? null : avatarFace(name, choice.traits, avatarModel(model.manifest, model.directions)),
    [name, choice, model],
  );
  const code = face === null ? null : encodeFace(face);
  const latents = useMemo(() => (face === null ? [] : [latentFromFace(face, model)]), [code, model]);
  const [picture] = useDrawnFaces(face === null ? null : model.tag, latents);

  useEffect(() => app.code.set(code), [app, code]);

  function show(next: AvatarChoice): void {
    app.router.replace(routeOfChoice(next));
  }
  /** For changes that another press does not bring back. */
  function change(next: AvatarChoice): void {
    app.router.change(routeOfChoice(next));
  }

  return (
    <>
      <div class="split-view avatars" style={{ '--resolution': model.manifest.resolution }}>
        <div class="preview">
          <div class="preview-picture">
            {name === null || code === null ? (
              <span class="picture" />
            ) : (
              <>
                <PictureCanvas picture={picture} label={texts.picture(name)} />
                <FavouriteButton code={code} />
              </>
            )}
          </div>
          {name !== null && <UsedSizes picture={picture} />}
        </div>
        <div class="controls">
          <NameField
            name={choice.name}
            isWrong={name === null}
            onInput={(typed) => app.router.replaceSoon(routeOfChoice({ ...choice, name: typed }))}
          />
          {name !== null && code !== null && (
            <AvatarAddress choice={choice} name={name} code={code} versionTag={versionTag} onChange={show} />
          )}
          <TraitPicker
            model={model}
            traits={choice.traits}
            onChange={(traits) => change({ ...choice, traits })}
            onPickModel={(tag) => change({ ...choice, model: tag === versionTag ? undefined : tag })}
          />
          <PictureOptions choice={choice} onChange={show} />
        </div>
      </div>
      <Facts />
    </>
  );
}

function canonicalNameOrNull(name: string): string | null {
  try {
    return canonicalName(name);
  } catch {
    // It is empty, or too long.
    return null;
  }
}

type NameFieldProps = { name: string; isWrong: boolean; onInput: (name: string) => void };

function NameField({ name, isWrong, onInput }: NameFieldProps) {
  const texts = useTexts(avatarTexts);
  const id = useId();
  return (
    <div class="name-field">
      <label for={id}>{texts.name}</label>
      <input
        id={id}
        type="text"
        value={name}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={isWrong}
        aria-describedby={`${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p id={`${id}-hint`} class="aside" role={isWrong && name !== '' ? 'alert' : undefined}>
        {isWrong && name !== '' ? texts.wrongName : texts.nameHint}
      </p>
    </div>
  );
}
