/**
 * What a picture says of itself, as XMP (ISO 16684-1): that a trained model made it, which face it shows, and by which model.
 *
 * `DigitalSourceType` is the property of the IPTC Photo Metadata Standard by which generated pictures are recognised.
 */

export type Mark = {
  /** The share code of the face, which opens it again; a picture of several faces has none. */
  readonly code?: string;
  /** The id of the model that drew it. */
  readonly model: string;
  /** The ids of the other models, where a picture has faces of several. */
  readonly others?: readonly string[];
};

/** https://cv.iptc.org/newscodes/digitalsourcetype/ */
export const GENERATED = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

/** The address of a model is that of its files, below the root of any site. */
const MODELS = '/models/';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };

/** @example xmpOf({ code: 'EBorPCoqEw', model: 'face-128-1a2b3c' }) */
export function xmpOf({ code, model, others = [] }: Mark): string {
  const models = [model, ...others].map((id) => MODELS + id);
  const face = code === undefined ? '' : ` dareka:code="${escaped(code)}"`;
  return (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">' +
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ' +
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:dareka="urn:x-dareka:1" ' +
    `Iptc4xmpExt:DigitalSourceType="${GENERATED}"${face} dareka:model="${escaped(models.join(' '))}"/>` +
    '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
  );
}

/** A text as the value of an attribute. */
function escaped(text: string): string {
  return text.replace(/[&<"]/g, (character) => ESCAPES[character] ?? '');
}

/** The mark in some XMP, also where another program wrote it anew; `undefined` where there is none. */
export function markFromXmp(xmp: string): Mark | undefined {
  const code = propertyOf(xmp, 'code');
  const addresses = propertyOf(xmp, 'model')?.split(' ') ?? [];
  const ids = addresses.flatMap((each) => (each.startsWith(MODELS) ? [each.slice(MODELS.length)] : []));
  const [model, ...others] = ids;
  if (model === undefined) {
    return undefined;
  }
  return {
    ...(code === undefined ? {} : { code }),
    model,
    ...(others.length === 0 ? {} : { others }),
  };
}

/** A simple property is an attribute or an element: the same to XMP. Neither value needs an escape. */
function propertyOf(xmp: string, name: string): string | undefined {
  const found = new RegExp(`\\bdareka:${name}(?:\\s*=\\s*["']|>)\\s*([\\w/. -]+)`).exec(xmp);
  return found?.[1]?.trim();
}
