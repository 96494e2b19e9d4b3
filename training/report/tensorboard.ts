/**
 * A run's curves as an event file of TensorBoard: records (`tensorflow/core/lib/io/record_writer.cc`) of Event messages
 * (`tensorflow/core/util/event.proto`), whose scalars are simple values of a Summary.
 */

import { metricNames } from '../../gan/step.ts';
import { type Chunk, joinChunks } from '../../graph/chunks.ts';
import { float, integer, message, string } from '../../graph/onnx/protobuf-encode.ts';
import type { RunReport } from './read-run.ts';

/** TensorBoard takes a file for events by this part of its name. */
export const EVENTS_FILE = 'events.out.tfevents.dareka';

/** CRC-32C (Castagnoli), reflected. */
const POLYNOMIAL = 0x82f63b78;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) {
    crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  }
  return crc;
});

export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A CRC of data that holds CRCs: rotated and offset, as the format has it. */
function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

function record(content: Uint8Array): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(content.length));
  const checks = [length, content].map((part) => {
    const check = Buffer.alloc(4);
    check.writeUInt32LE(maskedCrc(part));
    return check;
  });
  return Buffer.concat([length, checks[0] ?? length, content, checks[1] ?? length]);
}

/** Field 1 of an Event, a double: the wire type 1, which ONNX files do not need. */
function wallTime(seconds: number): Chunk {
  const value = Buffer.alloc(8);
  value.writeDoubleLE(seconds);
  return [Uint8Array.of((1 << 3) | 1), value];
}

function scalar(tag: string, value: number): Chunk {
  return message(1, [string(1, tag), float(2, value)]);
}

/** The file: one event for each step, with what was measured at it. */
export function eventsOf({
  recipe,
  history,
  sessions,
}: Pick<RunReport, 'recipe' | 'history' | 'sessions'>): Uint8Array {
  const names = [...metricNames(recipe), 'swd' as const];
  const started = Date.parse(sessions[0]?.started ?? '') / 1000 || 0;
  const events = history.map((line): Chunk => {
    const values = names.flatMap((name): Chunk[] => {
      const value = line[name];
      return typeof value === 'number' ? [scalar(name, value)] : [];
    });
    return [wallTime(started + line.seconds), integer(2, line.step), message(5, values)];
  });
  const first: Chunk = [wallTime(started), string(3, 'brain.Event:2')];
  return Buffer.concat([first, ...events].map((event) => record(joinChunks(event))));
}
