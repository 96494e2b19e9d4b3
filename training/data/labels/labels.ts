/** The labels of a picture: one JSON object, in a file of its own or in line n of `labels.jsonl` for picture n. The consumer checks the fields. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import * as v from 'valibot';
import { counted } from '../../counted.ts';
import { parseJson } from '../../read/parse.ts';
import { expectAtMost, LABEL_BYTES } from '../limits.ts';

export type Labels = Readonly<Record<string, unknown>>;

const labelsSchema = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value)),
  v.record(v.string(), v.unknown()),
);
const NEWLINE = 10;

/** @throws where the text is not a JSON object, naming `place` */
export function parseLabels(text: string, place: string): Labels {
  try {
    return parseJson(labelsSchema, text, place);
  } catch (cause) {
    throw new Error(`${place} is not one JSON object`, { cause });
  }
}

/** The byte offset of each line, and at the end that of the end of the last line. */
async function lineStarts(path: string): Promise<number[]> {
  const starts = [0];
  let at = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let i = chunk.indexOf(NEWLINE); i >= 0; i = chunk.indexOf(NEWLINE, i + 1)) {
      starts.push(at + i + 1);
    }
    at += chunk.length;
  }
  if (starts.at(-1) !== at) {
    starts.push(at); // A last line without its newline.
  }
  return starts;
}

/**
 * Reads single lines of a file of labels, without holding the file in memory.
 * @returns undefined where there is no such file
 * @throws where the number of lines is not the number of pictures
 */
export async function openLabelLines(
  path: string,
  pictures: number,
): Promise<((index: number) => Promise<Labels>) | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    return undefined;
  }
  const starts = await lineStarts(path);
  if (starts.length - 1 !== pictures) {
    throw new Error(
      `${path} has ${counted(starts.length - 1, 'line')} for ${counted(pictures, 'picture')}; line n must belong to picture n`,
    );
  }
  return async (index) => {
    const from = starts[index] ?? 0;
    const bytes = (starts[index + 1] ?? from) - from;
    const what = `${path}: line ${index + 1}`;
    expectAtMost(LABEL_BYTES, bytes, what);
    const file = await open(path, 'r');
    try {
      const { buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, from);
      return parseLabels(buffer.toString('utf8'), what);
    } finally {
      await file.close();
    }
  };
}
