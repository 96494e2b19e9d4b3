/** The device that tests of graphs run on. Each project of vitest.config.ts sets its own. */
import type { Device } from '../../graph/tensor.ts';
import { deviceFlag } from '../command-line.ts';

const named = process.env.DAREKA_DEVICE ?? 'cpu';
/** Nobody trains in Node on WebAssembly but these tests: ONNX Runtime is faster there. */
export const testDevice: Device = named === 'wasm' ? named : deviceFlag(named);
