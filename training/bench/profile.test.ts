import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tanh } from '../../graph/elementwise.ts';
import { matmul } from '../../graph/matmul.ts';
import { input } from '../../graph/tensor.ts';
import { buildProgram } from '../onnxruntime/program.ts';
import { operatorShares } from './profile.ts';

it('measures the time of a program by operator', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dareka-profile-'));
  const side = 384;
  const x = input('x', [side, side]);
  const program = await buildProgram('profiled', { y: tanh(matmul(matmul(x, x), x)) }, { profile: folder });
  const data = new Float32Array(side * side).fill(0.01);
  for (let i = 0; i < 3; i++) {
    await program.run({ x: { shape: [side, side], data } });
  }
  await program.release();
  const shares = await operatorShares(folder);
  expect(Object.keys(shares).sort()).toEqual(['MatMul', 'Tanh']);
  // Two products of 57 million multiply-adds each against 147 thousand hyperbolic tangents.
  expect(shares.MatMul).toBeGreaterThan(0.5);
  expect(Object.values(shares).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  await rm(folder, { recursive: true });
});
