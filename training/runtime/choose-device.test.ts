import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { expect, it } from 'vitest';
import { findGpu } from '../webgpu/probe.ts';
import { chooseDevice } from './choose-device.ts';

it('what is named is taken, and a run on the CPU stays there', async () => {
  expect(await chooseDevice('onnx-webgpu', 'cpu')).toEqual({ device: 'onnx-webgpu' });
  expect(await chooseDevice('auto', 'cpu')).toEqual({ device: 'cpu' });
});

it('a real GPU is taken, with a sentence, and one in software is not', async () => {
  const gpu = await findGpu();
  const { device, reason } = await chooseDevice('auto', undefined);
  expect(device).toBe(gpu && !gpu.isSoftware ? 'webgpu' : 'cpu');
  expect(reason === undefined).toBe(device === 'cpu');
});

it.runIf(platform() === 'linux' && !existsSync('/dev/dri') && !existsSync('/dev/nvidia0'))(
  'a run of a machine with a GPU says that this one has none',
  async () => {
    expect(await chooseDevice('auto', 'webgpu')).toEqual({
      device: 'cpu',
      reason: 'this run was trained on a GPU, and this machine has none: it continues on the CPU',
    });
  },
);
