const metrics: Readonly<Record<string, string>> = {
  meanDifference255: 'Published weights against exact ones, mean difference of 255',
  maxDifference255: 'The same, largest difference of 255',
};

export const about = {
  summary: (size: number, edge: number, layers: number) =>
    `A small neural network, the generator of a DCGAN, that makes a picture of ${edge} × ${edge} pixels from ${size} numbers${
      layers === 0 ? '' : ` in ${layers} layers`
    }. It runs on your device; no face that you make here is sent anywhere.`,
  noRealPersons:
    'No photograph of a real person is in the data, so none is in the weights. Whoever a face looks like, it is nobody.',
  realPersons:
    'It learned from photographs of real people. Its faces are made up, but can resemble those that it learned from.',
  use: 'It is for showing, mixing and sharing made-up faces, and for learning how a DCGAN works. It is not for passing a face off as a real person’s, and it says nothing about any group of people.',
  whole: 'The whole model card',
  data: 'What it learned from',
  portraits: 'Portraits',
  licence: 'Licence',
  seen: 'Pictures seen in training',
  time: 'Time of training',
  unknown: 'not known',
  count: (count: number) => count.toLocaleString('en'),
  minutes: (minutes: number) => `${Math.round(minutes).toLocaleString('en')} minutes`,
  limits: 'It can only show what is in that data, and shows worst what is rare in it.',
  numbers: 'What was measured',
  notEvaluated: 'How near its faces are to portraits was not measured for this model.',
  measure: 'Measure',
  value: 'Its faces',
  reference: 'Real portraits',
  better: { less: 'less is better', more: 'more is better' },
  metric: (name: string): string => metrics[name] ?? name,
  rare: 'Who is rare',
  rareNote:
    'What is rare among the portraits is rarer, and drawn less well, among the faces. Shapes are settings of the renderer, mixed in each portrait, and stand for no people.',
  group: 'Group',
  inPortraits: 'Portraits',
  inFaces: 'Faces',
  share: (part: number) => `${(part * 100).toFixed(1)} %`,
  directions: 'Directions: how often each moves its own trait as asked',
  moves: (share: number) => `${Math.round(share * 100)} %`,
  storage: 'Stored on this device',
  offlineReady: 'Everything is here: this page works without a network too.',
  offlineComing:
    'After the first face, what the page needs is kept here, so that it works without a network.',
  parts: {
    model: 'Models',
    runtime: 'ONNX Runtime, for training here',
    page: 'The page',
    lesson: 'What you trained here',
  },
  megabytes: (value: number) => `${value.toFixed(1)} MB`,
  storageNote:
    'Nothing of you is in it. Favourites and your language are kept apart, and stay. What you trained here goes with the rest.',
  remove: 'Remove what is stored',
  removed: 'Removed. At the next visit it is fetched and kept again.',
  update: 'A newer Dareka is ready.',
  takeOver: 'Use it now',
};
