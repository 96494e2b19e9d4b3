import type { Manifest } from '../../../latent/model/manifest.ts';
import { useTexts } from '../texts/language.ts';
import { DataTable } from '../ui/data-table.tsx';
import { Link } from '../ui/link.tsx';
import { cardTexts } from './card-texts.ts';

/** The layers of the generator. */
export function CardNetwork({ manifest }: { manifest: Manifest }) {
  const card = useTexts(cardTexts);
  const { latentSize, layers, discriminator, origin, condition, files } = manifest;
  const isExact = files.find(({ role }) => role === 'weights')?.dtype === 'f32';
  return (
    <section class="panel" aria-labelledby="card-network">
      <h2 id="card-network">{card.network}</h2>
      {layers.length === 0 ? (
        <p>{card.noLayers}</p>
      ) : (
        <DataTable
          label={card.network}
          head={[card.layer, card.convolution, card.activation, card.output]}
          rows={[
            [condition === undefined ? 'z' : '[z, y]', '', '', latentSize],
            ...layers.map((layer) => [
              <code>{layer.name}</code>,
              card.describe(layer),
              layer.activation === 'none' ? '' : <code>{layer.activation}</code>,
              layer.shape.join(' × '),
            ]),
          ]}
        />
      )}
      {origin?.format !== 'onnx' && <p class="aside">{isExact ? card.exactWeights : card.weights}</p>}
      {discriminator !== undefined && <p class="aside">{card.discriminator}</p>}
      <p>
        <Link to={{ view: 'inside', code: null, parts: [] }}>{card.discriminatorLink}</Link>
      </p>
    </section>
  );
}
