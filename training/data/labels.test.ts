import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from './dataset.ts';
import { pictures, scratchFolder, writeFolder, writeTar } from './testing/datasets.ts';

const SAMPLE = join(import.meta.dirname, '../sample');

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let made: Record<string, Uint8Array>;
beforeAll(async () => {
  scratch = await scratchFolder();
  made = await pictures(3);
});
afterAll(() => scratch.remove());
function at(name: string): string {
  return join(scratch.folder, name);
}

describe('the labels of a picture', () => {
  it('are in its line of labels.jsonl beside the shards', async () => {
    const source = await openDataset(SAMPLE);
    for (const index of [0, 999, 500]) {
      expect(await source.labels(index)).toMatchObject({ index });
    }
    await source.close();
  });

  it('are in the .json file of its name, which has precedence', async () => {
    const files = { '000001.json': '{"smile": 0.5}', ...made };
    const tar = await openDataset(await writeTar(at('with/one.tar'), files));
    expect(await tar.labels(1)).toEqual({ smile: 0.5 });
    expect(await tar.labels(0)).toBeUndefined();
    await tar.close();

    const lines = '{"line": 0}\n{"line": 1}\n{"line": 2}';
    const folder = await openDataset(await writeFolder(at('both'), { ...files, 'labels.jsonl': lines }));
    expect(await folder.labels(1)).toEqual({ smile: 0.5 });
    expect(await folder.labels(2)).toEqual({ line: 2 });
  });

  it('are refused where there are not as many lines as pictures', async () => {
    const source = await openDataset(await writeFolder(at('few'), { ...made, 'labels.jsonl': '{}\n{}\n' }));
    await expect(source.labels(0)).rejects.toThrow('labels.jsonl has 2 lines for 3 pictures');
  });

  it('are refused, naming the place, where they are not a JSON object', async () => {
    const source = await openDataset(
      await writeFolder(at('odd'), { ...made, 'labels.jsonl': '{}\n[1]\nno\n' }),
    );
    expect(await source.labels(0)).toEqual({});
    await expect(source.labels(1)).rejects.toThrow('labels.jsonl: line 2 is not one JSON object');
    await expect(source.labels(2)).rejects.toThrow('labels.jsonl: line 3 is not one JSON object');
  });
});
