import { expect, test } from 'vitest';
import {
  checkpointNote,
  idOfCheckpointNote,
  isOwnPicturesNote,
  NOTES,
  ownPicturesNote,
  parseSnapshotNote,
  snapshotNote,
} from './names.ts';

test('the checkpoint of a training is under its id, and those of earlier builds where they were', () => {
  expect(checkpointNote('portraits')).toBe('checkpoint');
  expect(checkpointNote('digits')).toBe('checkpoint-digits');
  for (const id of ['portraits', 'digits', '0123456789']) {
    expect(idOfCheckpointNote(checkpointNote(id))).toBe(id);
  }
  expect(idOfCheckpointNote(NOTES.trainingRuns)).toBeUndefined();
});

test('a snapshot of a film is under the id and the step', () => {
  expect(parseSnapshotNote(snapshotNote('digits', 40))).toEqual({ id: 'digits', step: 40 });
  for (const other of ['film', 'film digits', 'film digits 4 0', 'film digits x', 'checkpoint digits']) {
    expect(parseSnapshotNote(other)).toBeUndefined();
  }
});

test('pictures that are kept have notes of their own', () => {
  expect([NOTES.ownPictures, ownPicturesNote(0), ownPicturesNote(46)].every(isOwnPicturesNote)).toBe(true);
  expect(isOwnPicturesNote(NOTES.trainingRuns)).toBe(false);
});
