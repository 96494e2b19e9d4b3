/**
 * The fixed protocol by which generators are compared. Everything random comes from seeds, so that values are
 * reproducible; values of another protocol version or of other sample sizes cannot be compared.
 *
 * - Distances (`frechet`, `precision`, `recall`, `density`, `coverage`, `swd`) are of faces at ψ = 1, the distribution that
 *   was trained, to as many real portraits.
 * - `facesFound` is the share of faces at ψ = 0.8 in which a face detector finds one, divided by that share of real portraits.
 * - `nearestFeatures` and `nearestPixels` are medians over 100 faces of the distance to the nearest training portrait,
 *   beside the same of portraits of different people; `copies` counts faces nearer than any two people.
 * - `groups` are counted among faces at the model's own ψ.
 *
 * Close up, of at most 2,000 faces at ψ = 1 and as many portraits (from faces-2 on):
 *
 * - `frechetEyes` and `frechetMouth` compare eyes and mouths at full size, in the features of the attribute network.
 * - `sharpness` is the power of fine detail, divided by that of portraits (`measures/sharpness.ts`).
 * - `toldApart` is the accuracy of a network that learns to tell portraits from the faces of the first draw
 *   (`measures/networks/tell-apart.ts`).
 *
 * Of the same faces (from faces-3 on), by networks that learn from portraits alone (`measures/damage/damaged-parts.ts`):
 *
 * - `damagedEyes` is the share whose eyes agree less than those of 99 in 100 portraits, `damagedMouth` the share whose mouth line is less
 *   whole, `damaged` that of either, and `damagedTruncated` that of either at ψ = 0.8.
 *
 * `pictures-1` is for data in whose pictures hardly a face is found: the distances and the search for copies, without faces, groups or damage.
 *
 * Pictures of the data are read as the training read them: cropped, grey and mirrored as its recipe says.
 *
 * A conditional generator is compared with the pictures that have a class, and asked for each class as often as these have it, also where its
 * training saw all classes equally often.
 */
import type { NetworkVersion } from '../measures/attributes/networks.ts';

type Protocol = {
  /** Whether a face detector and the attribute network look for faces; else the distances and the search for copies are all. */
  readonly faces: boolean;
  /** The attribute network whose features and predictions are compared. */
  readonly network: NetworkVersion;
  /** Whether faces are measured close up. */
  readonly closeUp: boolean;
  /** Whether damaged eyes and mouths are counted. */
  readonly damage: boolean;
};

/** All versions: published models and search results have values of the earlier ones. */
export const PROTOCOLS = {
  'faces-1': { network: 'attributes-1', faces: true, closeUp: false, damage: false },
  'faces-2': { network: 'attributes-1', faces: true, closeUp: true, damage: false },
  'faces-3': { network: 'attributes-2', faces: true, closeUp: true, damage: true },
  'pictures-1': { network: 'attributes-2', faces: false, closeUp: false, damage: false },
} as const satisfies Readonly<Record<string, Protocol>>;
export type ProtocolName = keyof typeof PROTOCOLS;
export const PROTOCOL_NAMES = Object.keys(PROTOCOLS) as ProtocolName[];
export const CURRENT_PROTOCOL = 'faces-3' satisfies ProtocolName;
/** Of pictures without faces. */
export const PICTURE_PROTOCOL = 'pictures-1' satisfies ProtocolName;
export const SAMPLES = 10_000;
export const DRAWS = 3;
