/** The 2D context of a new canvas whose pixels will be read. @throws Error if the browser has no memory for one */
export function createCanvasContext(width: number, height = width): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) {
    throw new Error(`the browser gave no 2D context for a canvas of ${width} × ${height} pixels`);
  }
  return context;
}
