import { useMemo } from 'preact/hooks';
import { encodeFace } from '../../../latent/code/code.ts';
import { latentFace } from '../../../latent/face.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { Opinion } from '../ui/opinion.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { Slider } from '../ui/slider.tsx';
import { BlendWeights } from './blend-weights.tsx';
import type { Mix } from './mix-route.ts';
import { mixTexts } from './texts.ts';
import type { MixPosition } from './use-mix-position.ts';
import { XyPad } from './xy-pad.tsx';

type MixPreviewProps = {
  model: PageModel;
  mix: Mix;
  position: MixPosition;
  onChange: (mix: Mix) => void;
};

/** The face at the present position, and what moves the position: the player, a slider, the pad or the weights. */
export function MixPreview({ model, mix, position, onChange }: MixPreviewProps) {
  const texts = useTexts(mixTexts);
  const { shape, interpolation } = mix;
  const { z, points, player, loops, padPosition, weights } = position;
  const face = useMemo(() => latentFace(model.tag, z), [model, z]);
  const [picture] = useDrawnFaces(model.tag, [z]);

  function togglePlayer(): void {
    position.setPadPosition(null);
    player.toggle();
  }

  return (
    <div class="preview">
      <div class="preview-picture">
        <PictureCanvas picture={picture} label={texts.picture} />
      </div>
      <div class="row">
        {shape !== 'blend' && (
          <button type="button" class="button primary" onClick={togglePlayer}>
            <Icon name={player.playing ? 'pause' : 'play'} /> {player.playing ? texts.pause : texts.play}
          </button>
        )}
        {shape === 'line' && (
          <button
            type="button"
            class="button toggle"
            aria-pressed={loops}
            title={texts.loopNote}
            onClick={() => position.setLoops(!loops)}
          >
            <Icon name="loop" /> {texts.loops}
          </button>
        )}
        <Link class="button" to={{ view: 'studio', code: encodeFace(face), parts: [] }}>
          {texts.openInStudio}
        </Link>
      </div>
      {shape === 'blend' && (
        <BlendWeights
          weights={weights}
          onInput={position.setWeights}
          onChange={(next) => onChange({ ...mix, weights: next })}
        />
      )}
      {shape === 'square' && (
        <XyPad
          model={model}
          points={points}
          interpolation={interpolation}
          position={padPosition}
          onMove={position.setPadPosition}
          player={player}
        />
      )}
      {shape === 'line' && (
        <Slider
          label={texts.position}
          value={Math.round(player.at * 1000)}
          min={0}
          max={1000}
          step={1}
          valueText={`${Math.round(player.at * 100)} %`}
          onInput={(value) => player.seek(value / 1000)}
        />
      )}
      <Opinion face={face} manifest={model.manifest} picture={picture} />
    </div>
  );
}
