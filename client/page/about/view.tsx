import { useEffect } from 'preact/hooks';
import { decodeFaceOrNull } from '../../../latent/code/code.ts';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useShownModel } from '../hooks/use-model-on-screen.ts';
import { modelOrDefault } from '../models/model-or-default.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { Loading } from '../ui/loading.tsx';
import { ModelPicker } from '../ui/model-picker.tsx';
import { aboutInRoute, routeOfAbout } from './about-route.ts';
import { CardPage } from './card-page.tsx';
import { CompareModels } from './compare-models.tsx';
import { DrawingPanel } from './drawing-panel.tsx';
import { ModelCard } from './model-card.tsx';
import { StoragePanel } from './storage-panel.tsx';
import { aboutTexts } from './texts.ts';
import './about.css';

/** A model, what draws it, and what is stored on this device; or the whole card of the model. */
export function View() {
  const app = useAppContext();
  const about = useTexts(aboutTexts);
  const route = useStore(app.router.route);
  const { code } = route;
  const { tag, other, isCard } = aboutInRoute(route);
  const model = useLoaded(() => modelOrDefault(app, tag), [tag]);
  useEffect(() => {
    app.code.set(code !== null && decodeFaceOrNull(code) !== null ? code : null);
  }, [app, code]);

  useShownModel(model?.tag);

  const pick = (chosen: string): void =>
    app.router.go(routeOfAbout(chosen, code, isCard ? 'card' : undefined));
  return (
    <div class="about">
      {model === null ? (
        <Loading />
      ) : (
        <>
          <div class="row">
            <ModelPicker id={model.manifest.id} label={about.model} onPick={pick} />
          </div>
          {isCard ? (
            <CardPage key={model.tag} model={model} />
          ) : (
            <>
              <div class="about-panels about-model">
                <ModelCard model={model} code={code} />
              </div>
              <CompareModels
                model={model}
                other={other}
                onPick={(next) => app.router.go(routeOfAbout(model.tag, code, next))}
              />
            </>
          )}
        </>
      )}
      {!isCard && (
        <div class="about-panels">
          <DrawingPanel />
          <StoragePanel />
        </div>
      )}
    </div>
  );
}
