import { expect, test } from 'vitest';
import type { EngineReply, EngineRequest } from './messages.ts';
import { readSettings } from './options.ts';
import { createWorkerBridge, type WorkerBridge } from './worker-bridge.ts';

/** One end of a channel, which copies what it is sent as a worker does; the other end answers each call with one vector. */
function answeringPort(): Worker {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
    if (data.type === 'directions') {
      const reply: EngineReply = { type: 'directions', id: data.id, vectors: [Float32Array.of(1)] };
      port2.postMessage(reply);
    }
  };
  return Object.assign(port1, { terminate: () => port1.close() }) as unknown as Worker;
}

function ask(bridge: WorkerBridge, tag: unknown): Promise<number> {
  return bridge.call(
    (id) => ({ type: 'directions', id, tag: tag as string }),
    (reply) => (reply.type === 'directions' ? { result: reply.vectors.length } : undefined),
    undefined,
  );
}

test('a call that no worker can be sent fails, whether one runs or is being started; others are answered', async () => {
  const settings = readSettings({ models: 'https://dareka.example/models/' });
  const bridge = createWorkerBridge(settings, {}, answeringPort);
  for (const state of ['starting', 'running']) {
    const calls = [ask(bridge, Symbol('tag')), ask(bridge, 'a82bcb')];
    await expect(calls[0], state).rejects.toThrow(
      /^the call holds what no worker can be sent: .* could not be cloned/,
    );
    expect(await calls[1], state).toBe(1);
  }
  bridge.close();
});
