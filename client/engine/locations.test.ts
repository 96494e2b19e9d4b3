import { expect, test } from 'vitest';
import { readLocations } from './locations.ts';

const SITE = 'https://dareka.example';

function read(given: Partial<Parameters<typeof readLocations>[0]>) {
  return readLocations({ models: undefined, model: undefined, onnxRuntime: undefined, ...given });
}

test('a folder of models is the same with and without a slash at the end, and as a URL object', () => {
  const expected = { models: `${SITE}/models/`, model: null, onnxRuntime: `${SITE}/models/../ort/` };
  expect(read({ models: `${SITE}/models/` })).toEqual(expected);
  expect(read({ models: `${SITE}/models` })).toEqual(expected);
  expect(read({ models: new URL('/models', SITE) })).toEqual(expected);
});

test('a model is given by its folder or by its manifest, and ONNX Runtime is where its site has it', () => {
  const manifest = `${SITE}/models/face-128-a82bcb/manifest.json`;
  for (const model of [manifest, `${SITE}/models/face-128-a82bcb`, `${SITE}/models/face-128-a82bcb/`]) {
    const found = read({ model });
    expect(found).toMatchObject({ models: null, model: manifest });
    expect(new URL(found.onnxRuntime).href).toBe(`${SITE}/ort/`);
  }
});

test('the URL of ONNX Runtime can be given', () => {
  expect(read({ models: '/models', onnxRuntime: '/runtime' }).onnxRuntime).toBe('/runtime/');
});

test('without any model there is nothing to open', () => {
  expect(() => read({ onnxRuntime: '/ort/' })).toThrow('needs `models`');
});
