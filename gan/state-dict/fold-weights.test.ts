import { describe, expect, it } from 'vitest';
import type { Values } from '../../graph/tensor.ts';
import { foldSpectralNorm } from './fold-weights.ts';

/** σ of the kernels below. */
const SIGMA = 4;

function vector(values: number[]): Values[string] {
  return { shape: [values.length], data: Float32Array.from(values) };
}
/** Numbers whose squares add up to 1. */
function unit(length: number): number[] {
  return Array.from({ length }, (_, i) => (i % 2 === 0 ? 1 : -1) / Math.sqrt(length));
}
/** A kernel that is σ · u vᵀ as a matrix with a row for each output channel. */
function spectral(inputs: number, outputs: number, isTransposed: boolean) {
  const [u, v] = [unit(outputs), unit(inputs * 4)];
  const shape = isTransposed ? [inputs, outputs, 2, 2] : [outputs, inputs, 2, 2];
  const data = new Float32Array(inputs * outputs * 4);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let k = 0; k < 4; k++) {
        const at = isTransposed ? (i * outputs + o) * 4 + k : (o * inputs + i) * 4 + k;
        data[at] = SIGMA * (u[o] ?? 0) * (v[i * 4 + k] ?? 0);
      }
    }
  }
  return { kernel: { shape, data }, u: vector(u), v: vector(v) };
}

describe('spectral norm', () => {
  it.each([
    ['G', 3, 5],
    ['G', 4, 4],
    ['D', 3, 5],
    ['D', 4, 4],
  ] as const)('is folded into the kernels of %s, %i to %i channels', (network, inputs, outputs) => {
    const { kernel, u, v } = spectral(inputs, outputs, network === 'G');
    const wanted = kernel.data.map((value) => value / SIGMA);
    for (const names of [
      ['0.weight_orig', '0.weight_u', '0.weight_v'],
      [
        '0.parametrizations.weight.original',
        '0.parametrizations.weight.0._u',
        '0.parametrizations.weight.0._v',
      ],
    ] as const) {
      const weights = { [names[0]]: kernel, [names[1]]: u, [names[2]]: v, '0.bias': vector([1]) };
      const folded = foldSpectralNorm(weights, network, 'x.pth');
      expect(Object.keys(folded).sort()).toEqual(['0.bias', '0.weight']);
      expect(folded['0.weight']?.shape).toEqual(kernel.shape);
      folded['0.weight']?.data.forEach((value, i) => {
        expect(value).toBeCloseTo(wanted[i] ?? Number.NaN, 6);
      });
    }
  });

  it('without its vectors is refused, naming them', () => {
    const { kernel, u, v } = spectral(3, 5, true);
    expect(() => foldSpectralNorm({ '3.weight_orig': kernel, '3.weight_u': u }, 'G', 'x.pth')).toThrow(
      'x.pth: 3.weight_orig is of spectral norm, which needs 3.weight_u and 3.weight_v beside it',
    );
    expect(() =>
      foldSpectralNorm({ '3.weight_orig': kernel, '3.weight_u': v, '3.weight_v': u }, 'G', 'x.pth'),
    ).toThrow('x.pth: 3.weight_orig: vectors of 12 and 5 numbers do not fit [3, 5, 2, 2]');
    const zeros = { ...kernel, data: kernel.data.map(() => 0) };
    expect(() =>
      foldSpectralNorm({ '3.weight_orig': zeros, '3.weight_u': u, '3.weight_v': v }, 'G', 'x.pth'),
    ).toThrow('its largest singular value is 0');
  });
});
