import { useRef, useState } from 'preact/hooks';
import type { Recipe } from '../../../../gan/recipe.ts';
import { formatRoute } from '../../shell/route.ts';
import { useTexts } from '../../texts/language.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { LinkField } from '../../ui/link-field.tsx';
import { trainHereRoute } from '../route.ts';
import type { TrainingSetName } from '../sets/training-sources.ts';
import { linkedSettings } from './run-settings.ts';
import type { ScenarioName } from './scenarios.ts';
import { settingsTexts } from './texts.ts';

type ClassLinkProps = {
  set: TrainingSetName;
  usual: Recipe;
  recipe: Recipe;
  scenario: ScenarioName | null;
};

/** A link that begins a training with the same settings, on any device. */
export function ClassLink({ set, usual, recipe, scenario }: ClassLinkProps) {
  const texts = useTexts(settingsTexts);
  const [refused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const settings = linkedSettings(usual, recipe, scenario);
  const link = new URL(formatRoute(trainHereRoute({ set, scenario, settings })), location.origin).href;
  return (
    <div class="class-link">
      <div class="row">
        <CopyButton
          text={link}
          label={texts.share}
          onRefused={() => {
            setRefused(true);
            setTimeout(() => field.current?.select());
          }}
        />
      </div>
      {refused && <LinkField field={field} link={link} label={texts.link} />}
      <p class="aside">{texts.shareNote}</p>
    </div>
  );
}
