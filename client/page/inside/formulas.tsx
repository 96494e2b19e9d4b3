import type { ComponentChildren } from 'preact';
import { noiseSize } from '../../../latent/condition.ts';
import type { Manifest } from '../../../latent/manifest.ts';
import { useTexts } from '../texts/language.ts';
import { insideTexts } from './texts.ts';

/** A layer with three channels is an RGB picture. */
const RGB = 3;

/** What both networks compute, and what they are trained to make small: as formulas, with a sentence for each. */
export function Formulas({ manifest }: { manifest: Manifest }) {
  const { layers, training, condition } = manifest;
  const size = noiseSize(manifest);
  const texts = useTexts(insideTexts);
  const notes = texts.formulaNotes;
  /** A skip generator makes a picture at every resolution, and adds them up. */
  const isSkip = layers.filter(({ shape: [channels] }) => channels === RGB).length > 1;
  const { loss, r1Weight } = training?.recipe ?? {};
  return (
    <section class="panel explainer" aria-labelledby="formulas">
      <h2 id="formulas">{texts.formulas}</h2>
      <dl class="formulas">
        <Formula note={notes.z(size)}>
          z ~ 𝒩(0, I<sub>{size}</sub>)
        </Formula>
        {condition && (
          <Formula note={notes.y(condition.classes.length)}>
            y ∈ {'{'}0, 1{'}'}
            <sup>{condition.classes.length}</sup>, Σ y = 1
          </Formula>
        )}
        <Formula note={notes.layer}>
          h<sub>n</sub> = ReLU(BN(W<sub>n</sub> ⊛ h<sub>n−1</sub>)), h<sub>0</sub> ={' '}
          {condition === undefined ? 'z' : '[z, y]'}
        </Formula>
        <Formula note={notes.batchNorm}>BN(y) = γ · (y − μ) / √(σ² + ε) + β</Formula>
        <Formula note={isSkip ? notes.skip : notes.picture}>
          {isSkip ? (
            <>
              G(z) = tanh(Σ<sub>n</sub> ↑ RGB<sub>n</sub>(h<sub>n</sub>))
            </>
          ) : (
            <>
              G(z) = tanh(W<sub>N</sub> ⊛ h<sub>N−1</sub> + b)
            </>
          )}
        </Formula>
        <Formula note={notes.discriminator}>
          D(x) = 1 / (1 + e<sup>−ℓ(x)</sup>)
        </Formula>
        {loss === 'nonSaturating' && (
          <>
            <Formula note={notes.lossD}>
              L<sub>D</sub> = −log D(x) − log(1 − D(G(z)))
              {typeof r1Weight === 'number' && r1Weight > 0 && (
                <>
                  {' '}
                  + γ<sub>1</sub>/2 · ‖∇<sub>x</sub> ℓ(x)‖²
                </>
              )}
            </Formula>
            <Formula note={notes.lossG}>
              L<sub>G</sub> = −log D(G(z))
            </Formula>
          </>
        )}
      </dl>
    </section>
  );
}

function Formula({ note, children }: { note: string; children: ComponentChildren }) {
  return (
    <div>
      <dt lang="en">{children}</dt>
      <dd class="aside">{note}</dd>
    </div>
  );
}
