const sides = ['left', 'right'] as const;

export const quiz = {
  round: (round: number, of: number) => `Round ${round} of ${of}`,
  size: 'Size of the faces',
  sizes: { 96: 'Larger', 48: 'Smaller, harder' },
  side: ['Left face', 'Right face'] as readonly [string, string],
  ask: 'Which one is not in the training set? Press it, or an arrow key.',
  verdict: (isRight: boolean, side: 0 | 1): string =>
    isRight
      ? `Right. Nobody had the ${sides[side]} face before this device made it up.`
      : `No. The ${sides[side]} face is the made-up one.`,
  madeUp: 'Made up just now',
  portrait: 'From the training set',
  next: 'Next round',
  finish: 'The result',
  studio: 'This face into the studio',
  pips: (right: number, of: number) => `${right} right of ${of} so far`,
  streak: (streak: number, best: number) => `In a row: ${streak}, at most ${best}`,
  result: (right: number, of: number) => `${right} of ${of}`,
  comment: (right: number, of: number): string =>
    right === of
      ? 'Every single one. You have a discriminator’s eye.'
      : right > 0.7 * of
        ? 'A good eye: you do better than chance by far.'
        : right > 0.4 * of
          ? 'About what a coin would do. That is what the generator was trained for.'
          : 'Below what a coin would do: you find the made-up faces more real than the portraits.',
  record: (best: number, right: number, answers: number) =>
    `Most in a row: ${best}. Of all your ${answers} answers here, ${right} were right.`,
  link: 'Link to these ten rounds',
  again: 'Ten other faces',
  share: 'Share',
  copy: 'Copy result and link',
  boast: (right: number, of: number) => `I told ${right} of ${of} made-up faces from portraits. Can you?`,
  unknown:
    'This link asks for a model that this site does not have. Here are ten rounds of the present one instead.',
  telling: 'What gives a made-up face away',
  tells:
    'Look where a portrait is particular and an average is not: strands of hair against the background, the rim of glasses, ears, the edge of a beard, two eyes that look the same way. A generator learns first what all portraits share.',
  source:
    'The portraits are of nobody either: they are rendered from CC0 3-D assets, and are among the 40,000 that the model learned from. The sheet that is shown here holds 80 of them, as CC0 too.',
  fair: 'Both pictures are brought to the same size by the same filter and pass through the same JPEG compression, so that only the face itself can give it away.',
};
