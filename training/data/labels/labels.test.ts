import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from '../dataset.ts';
import { pictures, scratchFolder, writeFolder, writeTar, writeZip } from '../testing/datasets.ts';

const SAMPLE = join(import.meta.dirname, '../../sample');

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

  it('are those of the same shard where shards share names, and else in whichever has them', async () => {
    const [picture] = Object.values(made);
    const shards = at('same-names');
    for (const name of ['a', 'b', 'c']) {
      const labels = name === 'c' ? {} : { '0.json': `{"of": "${name}"}`, '0.cls': name };
      await writeTar(join(shards, `${name}.tar`), { '0.png': picture ?? '', ...labels });
    }
    await writeTar(join(shards, 'd.tar'), { '1.png': picture ?? '' });
    await writeTar(join(shards, 'e.tar'), { '1.cls': 'apart' });
    const source = await openDataset(shards);
    expect(await Promise.all([0, 1, 2, 3].map((index) => source.labels(index)))).toEqual([
      { class: 'a', of: 'a' },
      { class: 'b', of: 'b' },
      undefined,
      { class: 'apart' },
    ]);
    await source.close();
  });

  it("are in CelebA's list, beside the zip, in the folder, or above the folder of the pictures", async () => {
    const list = '3\nSmiling Male \n000000.png  1 -1 \n000001.png -1  1\n000002.png -1 -1\n';
    const beside = await writeFolder(at('celeba-zip'), { 'list_attr_celeba.txt': list });
    const zip = await writeZip(join(beside, 'img.zip'), made);
    const inside = { ...(await pictures(3, 'img_align_celeba/')) };
    const whole = await writeFolder(at('celeba'), { ...inside, 'list_attr_celeba.txt': list });
    for (const path of [zip, whole, join(whole, 'img_align_celeba')]) {
      const source = await openDataset(path);
      expect(source.pictures).toHaveLength(3);
      expect(await source.labels(1)).toEqual({ Smiling: -1, Male: 1 });
      await source.close();
    }
    const kaggle = 'image_id,Smiling,Male\r\n000000.png,1,-1\r\n000001.png,-1,1\r\n';
    const csv = await openDataset(
      await writeFolder(at('kaggle'), { ...inside, 'list_attr_celeba.csv': kaggle }),
    );
    expect(await csv.labels(0)).toEqual({ Smiling: 1, Male: -1 });
    expect(await csv.labels(2)).toBeUndefined();
  });

  it('are in a CSV, whose rows are found by the name of the picture in any column of names', async () => {
    const rows = 'age;"hair; colour";filename\n30;"dark ""brown""";b/000001.png\n;fair;./b/000000.png\n';
    const inside = await pictures(3, 'b/');
    for (const path of [
      await writeFolder(at('csv'), { ...inside, 'labels.csv': rows }),
      await writeTar(at('csv.tar'), { ...inside, 'labels.csv': rows }),
    ]) {
      const source = await openDataset(path);
      expect(await source.labels(1)).toEqual({ age: 30, 'hair; colour': 'dark "brown"' });
      expect(await source.labels(0)).toEqual({ 'hair; colour': 'fair' });
      await source.close();
    }
    const short = await writeFolder(at('short'), { ...made, 'labels.csv': 'file,a,b\n000000.png,1\n' });
    await expect((await openDataset(short)).labels(0)).rejects.toThrow(
      'short: labels.csv: line 2 has 2 fields, and the first line names 3',
    );
    const none = await writeFolder(at('none'), { ...made, 'labels.csv': 'hello\n' });
    await expect((await openDataset(none)).labels(0)).rejects.toThrow(
      'labels.csv: its first line has to name the columns',
    );
  });

  it('are classes: of WebDataset, of StyleGAN and of folders', async () => {
    const cls = { ...made, '000000.cls': '7\n', '000001.cls': 'cat', '000001.json': '{"age": 3}' };
    const web = await openDataset(await writeTar(at('cls.tar'), cls));
    expect([await web.labels(0), await web.labels(1)]).toEqual([{ class: 7 }, { class: 'cat', age: 3 }]);
    await web.close();

    const stylegan = {
      labels: [
        ['000000.png', 6],
        ['000001.png', [0.5, -1]],
      ],
    };
    const zip = await openDataset(
      await writeZip(at('stylegan.zip'), { ...made, 'dataset.json': JSON.stringify(stylegan) }),
    );
    expect([await zip.labels(0), await zip.labels(1)]).toEqual([{ class: 6 }, { class: [0.5, -1] }]);
    await zip.close();
    const unlabelled = await writeFolder(at('null'), { ...made, 'dataset.json': '{"labels": null}' });
    expect(await (await openDataset(unlabelled)).labels(0)).toBeUndefined();

    const classes = { ...(await pictures(1, 'all/cat/')), ...(await pictures(1, 'all/dog/a/')) };
    const folders = await openDataset(await writeFolder(at('classes'), classes));
    expect([await folders.labels(0), await folders.labels(1)]).toEqual([{ class: 'cat' }, { class: 'dog' }]);
    const [stray = ''] = Object.values(made);
    for (const name of ['1.png', 'z.png', 'all/1.png', 'all/z.png']) {
      const beside = await openDataset(
        await writeFolder(at(`beside-${name}`), { ...classes, [name]: stray }),
      );
      const named = beside.pictures.map(async (picture, i) => [picture.name, await beside.labels(i)]);
      expect(Object.fromEntries(await Promise.all(named))).toEqual({
        'all/cat/000000.png': { class: 'cat' },
        'all/dog/a/000000.png': { class: 'dog' },
        [name]: undefined,
      });
    }
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
