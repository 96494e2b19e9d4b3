import type { ComponentChildren } from 'preact';
import { noiseSize } from '../../../latent/condition/condition.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { useTexts } from '../texts/language.ts';
import { RGB } from './network-shapes.ts';
import { insideTexts } from './texts.ts';

/** What both networks compute, and what they are trained to make small: as formulas, with a sentence for each. */
export function Formulas({ manifest }: { manifest: Manifest }) {
  const { layers, training, condition } = manifest;
  const size = noiseSize(manifest);
  const texts = useTexts(insideTexts);
  const notes = texts.formulaNotes;
  /** A skip generator makes a picture at every resolution, and adds them up. */
  const isSkip = layers.filter(({ shape: [channels] }) => channels === RGB).length > 1;
  const { loss, r1Weight, auxiliaryWeight } = training?.recipe ?? {};
  const input = condition === undefined ? 'z' : 'z, y';
  const isClassifier = condition?.way === 'auxiliary';
  /** A discriminator that names the class does not see y. */
  const given = condition === undefined || isClassifier ? '' : ', y';
  const weight = auxiliaryWeight === undefined || auxiliaryWeight === 1 ? '' : `${auxiliaryWeight} · `;
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
        <Formula note={notes.batchNorm}>BN(a) = γ · (a − μ) / √(σ² + ε) + β</Formula>
        <Formula note={isSkip ? notes.skip : notes.picture}>
          {isSkip ? (
            <>
              G({input}) = tanh(Σ<sub>n</sub> ↑ RGB<sub>n</sub>(h<sub>n</sub>))
            </>
          ) : (
            <>
              G({input}) = tanh(W<sub>N</sub> ⊛ h<sub>N−1</sub> + b)
            </>
          )}
        </Formula>
        <Formula note={notes.discriminator}>
          D(x{given}) = 1 / (1 + e<sup>−ℓ(x{given})</sup>)
        </Formula>
        {isClassifier && <Formula note={notes.classifier}>P(y | x) = softmax(c(x))</Formula>}
        {loss === 'nonSaturating' && (
          <>
            <Formula note={notes.lossD}>
              L<sub>D</sub> = −log D(x{given}) − log(1 − D(G({input}){given}))
              {isClassifier && ` − ${weight}log P(y | x) − ${weight}log P(y | G(z, y))`}
              {typeof r1Weight === 'number' && r1Weight > 0 && (
                <>
                  {' '}
                  + γ<sub>1</sub>/2 · ‖∇<sub>x</sub> ℓ(x{given})‖²
                </>
              )}
            </Formula>
            <Formula note={notes.lossG}>
              L<sub>G</sub> = −log D(G({input}){given}){isClassifier && ` − ${weight}log P(y | G(z, y))`}
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
