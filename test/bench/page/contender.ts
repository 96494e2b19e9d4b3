/** A runtime that is open in the bench and draws faces. */
export type OpenContender = {
  /** Draws the faces of the seeds 0, 1, 2, …. @returns the last one, u8 [height, width, RGBA] */
  draw(faces: number): Promise<Uint8ClampedArray>;
  close(): void;
};
