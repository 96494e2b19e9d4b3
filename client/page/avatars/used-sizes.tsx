import { useTexts } from '../texts/language.ts';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { avatarTexts } from './texts.ts';

/** In CSS pixels: a profile, a comment, a list, a mention. */
const EDGES = [96, 64, 40, 24] as const;

/** The face as small as avatars are shown. */
export function UsedSizes({ picture }: { picture: ImageData | undefined }) {
  const { small } = useTexts(avatarTexts);
  return (
    <figure class="used-sizes">
      <div>
        {EDGES.map((edge) => (
          <span key={edge} style={{ width: `${edge}px` }}>
            <PictureCanvas picture={picture} label="" />
          </span>
        ))}
      </div>
      <figcaption>{small}</figcaption>
    </figure>
  );
}
