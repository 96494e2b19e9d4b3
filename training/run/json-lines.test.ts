import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendCost, readCosts } from './costs.ts';
import { appendSession, currentSession, readSessions } from './sessions.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dareka-json-lines-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('half of a line, which a full disk or a killed process leaves', () => {
  it('is no session, and the next one is a line of its own', async () => {
    const first = currentSession(0, 'cpu');
    const file = join(folder, 'sittings.jsonl');
    await appendSession(folder, first);
    const line = await readFile(file, 'utf8');
    await writeFile(file, line + line.slice(0, 20));
    expect(await readSessions(folder)).toEqual([first]);
    const second = currentSession(5, 'cpu');
    await appendSession(folder, second);
    expect(await readSessions(folder)).toEqual([first, second]);
  });

  it('is no cost, and the next one is a line of its own', async () => {
    const cost = { from: 0, to: 3, seconds: 1, processorSeconds: 1, memory: 1 };
    await writeFile(join(folder, 'costs.jsonl'), '{"from":0,"to":3,');
    expect(await readCosts(folder)).toEqual([]);
    await appendCost(folder, cost);
    expect(await readCosts(folder)).toEqual([cost]);
  });
});
