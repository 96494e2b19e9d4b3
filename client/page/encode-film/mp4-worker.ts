/**
 * Encodes a film as an MP4, by the browser's own encoder (WebCodecs). mediabunny writes the file: the successor of mp4-muxer by the same
 * author, without dependencies.
 */
import {
  BufferTarget,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny';
import type { Bytes } from '../../../picture/bytes.ts';
import { resample } from '../../../picture/resample.ts';
import { copyPixels } from '../../copy-pixels.ts';
import { answerTask } from '../worker-task.ts';
import type { EncoderRequest } from './encode-film.ts';

/** From the one that plays everywhere to those that are free of licences. */
const CODECS = ['avc', 'vp9', 'av1'] as const;
const BITS_PER_SECOND = 2_500_000;

answerTask(encode);

/** @returns null where the browser has none of the encoders */
async function encode(
  { edge, milliseconds }: EncoderRequest,
  onProgress: (done: number) => void,
  pictures: readonly ImageData[],
): Promise<Bytes | null> {
  const codec = await getFirstEncodableVideoCodec([...CODECS], {
    width: edge,
    height: edge,
    bitrate: BITS_PER_SECOND,
  });
  if (codec === null) {
    return null;
  }
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new VideoSampleSource({ codec, bitrate: BITS_PER_SECOND });
  const duration = milliseconds / 1000 / pictures.length;
  output.addVideoTrack(source, { frameRate: 1 / duration });
  await output.start();
  for (const [i, picture] of pictures.entries()) {
    const { data } = resample(copyPixels(picture), edge, edge);
    const sample = new VideoSample(data, {
      format: 'RGBA',
      codedWidth: edge,
      codedHeight: edge,
      timestamp: i * duration,
      duration,
    });
    await source.add(sample);
    sample.close();
    onProgress((i + 1) / pictures.length);
  }
  await output.finalize();
  if (target.buffer === null) {
    throw new Error('the muxer wrote nothing');
  }
  return new Uint8Array(target.buffer);
}
