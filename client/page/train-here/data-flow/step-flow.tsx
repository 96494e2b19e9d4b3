import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useTexts } from '../../texts/language.ts';
import { Staggered } from '../../ui/staggered.tsx';
import { CodeLink } from './code-link.tsx';
import { FlowArrows } from './flow-arrows.tsx';
import { JudgedPictures } from './judged-pictures.tsx';
import { LatentBars } from './latent-bars.tsx';
import { LayerTable } from './layer-table.tsx';
import { type FlowBox, isAfterUpdate, STAGES } from './stages.ts';
import type { StepInspection } from './step-inspection.ts';
import { dataFlowTexts } from './texts.ts';

/** Losses that differ by less are the same but for rounding. */
const NEGLIGIBLE = 5e-4;

type StepFlowProps = {
  inspection: StepInspection;
  /** An index of `STAGES`; null for the whole step. */
  stage: number | null;
};

/** A step drawn as data flow: z → G → fakes → D ← real pictures, then the losses, and the gradients that come back from them. */
export function StepFlow({ inspection, stage: index }: StepFlowProps) {
  const texts = useTexts(dataFlowTexts);
  const frame = useRef<HTMLDivElement>(null);
  const [showsGradient, setShowsGradient] = useState(false);
  const { side, z, onFake, onFakeAgain, layers, pixelGradient } = inspection;
  const stage = (index === null ? undefined : STAGES[index]) ?? null;
  const isUsed = (box: FlowBox): boolean => stage?.boxes.includes(box) ?? false;
  const latentSize = z.length / onFake.length;
  const extraD = inspection.wholeLossD - inspection.lossDReal - inspection.lossDFake;
  const extraG = inspection.wholeLossG - inspection.lossG;
  const losses = [
    { name: texts.lossDReal, value: inspection.lossDReal, network: 'D' },
    { name: texts.lossDFake, value: inspection.lossDFake, network: 'D' },
    ...(Math.abs(extraD) > NEGLIGIBLE ? [{ name: texts.extraD, value: extraD, network: 'D' }] : []),
    { name: texts.lossG, value: inspection.lossG, network: 'G' },
    ...(Math.abs(extraG) > NEGLIGIBLE ? [{ name: texts.extraG, value: extraG, network: 'G' }] : []),
  ];
  return (
    <>
      <div ref={frame} class={`step-flow${stage === null ? '' : ` of-${stage.network}`}`}>
        <Staggered>
          <Box name="z" title="z" code="latent/seed/seed.ts" used={isUsed('z')}>
            <LatentBars z={z.subarray(0, latentSize)} />
            <p class="aside">{texts.ofFirst}</p>
          </Box>
          <Box name="G" title={texts.generator} code="gan/networks/generator.ts" used={isUsed('G')}>
            <LayerTable layers={layers.filter(({ network }) => network === 'G')} label={texts.generator} />
          </Box>
          <Box name="fake" title={texts.fakes} code="gan/networks/generator.ts" used={isUsed('fake')}>
            <JudgedPictures
              pixels={inspection.fake}
              side={side}
              logits={isAfterUpdate(index) ? onFakeAgain : onFake}
              label={isAfterUpdate(index) ? texts.fakesAgainLabel : texts.fakesLabel}
              overlay={showsGradient ? pixelGradient : null}
            />
            <button
              type="button"
              class="button"
              aria-pressed={showsGradient}
              onClick={() => setShowsGradient(!showsGradient)}
            >
              {texts.pixelGradient}
            </button>
          </Box>
          <Box name="losses" title={texts.losses} code="gan/objective/losses.ts" used={isUsed('losses')}>
            <dl class="flow-losses">
              {losses.map(({ name, value, network }) => (
                <div key={name} class={`loss-${network}`}>
                  <dt>{name}</dt>
                  <dd>{value.toFixed(3)}</dd>
                </div>
              ))}
            </dl>
          </Box>
          <Box name="D" title={texts.discriminator} code="gan/networks/discriminator.ts" used={isUsed('D')}>
            <LayerTable
              layers={layers.filter(({ network }) => network === 'D')}
              label={texts.discriminator}
            />
          </Box>
          <Box
            name="real"
            title={texts.reals}
            code="client/page/train-here/worker/dataset.ts"
            used={isUsed('real')}
          >
            <JudgedPictures
              pixels={inspection.real}
              side={side}
              logits={inspection.onReal}
              label={texts.realsLabel}
            />
          </Box>
        </Staggered>
        <FlowArrows frame={frame} stage={stage} />
      </div>
      {showsGradient && <p class="aside">{texts.pixelGradientNote}</p>}
    </>
  );
}

type BoxProps = { name: FlowBox; title: string; code: string; used: boolean; children: ComponentChildren };

function Box({ name, title, code, used, children }: BoxProps) {
  return (
    <div class={`flow-box flow-${name}${used ? ' used' : ''}`} data-box={name}>
      <h3>
        {title} <CodeLink path={code} />
      </h3>
      {children}
    </div>
  );
}
