import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { expect, it } from 'vitest';
import { findGpu } from '../webgpu/probe.ts';
import { chooseDevice } from './choose-device.ts';

async function findReal() {
  return { description: 'a card', isSoftware: false };
}
async function findSoftware() {
  return { description: 'a rasterizer', isSoftware: true };
}
async function findNone(): Promise<undefined> {
  return;
}

it('what is named is taken, and a run on the CPU stays there', async () => {
  expect(await chooseDevice('onnx-webgpu', 'cpu', findReal)).toEqual({ device: 'onnx-webgpu' });
  expect(await chooseDevice('auto', 'cpu', findReal)).toEqual({ device: 'cpu' });
  expect(await chooseDevice('auto', 'onnx-webgpu', findNone)).toEqual({ device: 'onnx-webgpu' });
});

it.each([undefined, 'webgpu'])('a real GPU is taken, with a sentence: after %s', async (before) => {
  expect(await chooseDevice('auto', before, findReal)).toEqual({
    device: 'webgpu',
    reason: 'training on the GPU: a card (--device cpu for the processor)',
  });
});

it.each([findSoftware, findNone])('one in software is not, as if there were none: $name', async (find) => {
  expect(await chooseDevice('auto', undefined, find)).toEqual({ device: 'cpu' });
  expect(await chooseDevice('auto', 'webgpu', find)).toEqual({
    device: 'cpu',
    reason: 'this run was trained on a GPU, and this machine has none: it continues on the CPU',
  });
});

it.runIf(platform() === 'linux' && !existsSync('/dev/dri') && !existsSync('/dev/nvidia0'))(
  'this machine has none where Linux has no device for it',
  async () => {
    expect(await findGpu()).toBeUndefined();
  },
);
