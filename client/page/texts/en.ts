/** English. Every text of the page, by the view that says it; `ja.ts` says the same in Japanese. */
import type { BackendReason, Failure, Progress } from '@dareka/engine';
import { about } from './en-about.ts';
import { directions } from './en-directions.ts';
import { inside, training } from './en-learn.ts';
import { lesson } from './en-lesson.ts';
import { model } from './en-model.ts';
import { arithmetic, mix, picker } from './en-play.ts';
import { quiz } from './en-quiz.ts';
import { studio } from './en-studio.ts';

/** BackendReason a face cannot be drawn, or why no face can. */
function failure(why: Failure): string {
  switch (why.kind) {
    case 'network':
      return 'The model could not be fetched. Is this device online?';
    case 'integrity':
      return `The model arrived damaged (${why.file} is not the file that was published), so it is not being used.`;
    case 'format':
      return `This site's model cannot be read: ${why.file} is not as it should be.`;
    case 'model':
      return 'This link asks for a model that this site does not have, so the face cannot be brought back here.';
    case 'face':
      return 'This link asks for something that its model cannot do, so the face cannot be brought back.';
    case 'backend':
      return why.backend === 'webgpu'
        ? 'WebGPU does not work in this browser, and this address asks for nothing else.'
        : 'This browser could not start what draws the faces: it needs WebAssembly with SIMD.';
    case 'probe':
      return 'This device draws other pixels than it should, so its faces would not match their links.';
    case 'insecure':
      return 'Browsers let faces be drawn on secure pages only: open this page over https.';
    case 'internal':
      return 'The drawing stopped unexpectedly; this device may be short of memory.';
  }
}

/** What is being done before the first face. */
function doing({ stage }: Progress): string {
  switch (stage) {
    case 'choosing':
      return 'Looking at what this device can do';
    case 'downloading':
      return 'Fetching the model';
    case 'starting':
      return 'Getting ready to draw';
    case 'checking':
    case 'ready':
      return 'Drawing the first face';
  }
}

/** Not every browser tells what the GPU calls itself. */
const UNNAMED = 'an unnamed GPU';

/** BackendReason that backend draws. */
function why(because: BackendReason): string {
  switch (because.kind) {
    case 'requested':
      return 'as asked for';
    case 'initial':
      return 'to begin with';
    case 'noWebGpu':
      return 'this browser has no WebGPU';
    case 'noAdapter':
      return 'this browser offers no WebGPU adapter';
    case 'adapter':
      return because.device || UNNAMED;
    case 'faster': {
      const { wasm, webgpu } = because;
      const device = because.device || UNNAMED;
      const [more, less] = [Math.max(wasm, webgpu), Math.min(wasm, webgpu)].map(Math.round);
      const over = webgpu > wasm ? device : `faster here than WebGPU on ${device}`;
      return `${over}, ${more} against ${less} faces a second`;
    }
    case 'failed':
      return `WebGPU failed here (${because.detail})`;
    case 'singleFace':
      return `one face at a time, since the drawing broke off (${because.detail})`;
  }
}

export const en = {
  title: 'Dareka 誰か',
  skip: 'Skip to the faces',
  otherLanguage: '日本語',
  otherLanguageCode: 'ja' as 'en' | 'ja',
  views: {
    faces: 'Faces',
    studio: 'Studio',
    mix: 'Mix',
    arithmetic: 'Arithmetic',
    inside: 'Inside',
    training: 'Training',
    lesson: 'Train one here',
    quiz: 'Quiz',
    about: 'About',
  },
  leads: {
    faces: 'People who do not exist, drawn on your own device as you look.',
    studio: 'One face, and everything that can be changed about it.',
    mix: 'Walk from face to face; every step on the way is somebody too.',
    arithmetic: 'Faces are vectors: they can be added and subtracted.',
    inside: 'How a hundred numbers become a picture, layer by layer.',
    training: 'How it learned: drag through the training and watch the faces come.',
    lesson: 'A small GAN learns on your own device, from noise to faces, while you watch.',
    quiz: 'One of these two was never in the training set.',
    about: 'What draws these faces, what it learned from, and what is stored here.',
  },
  nav: 'Views',
  status: {
    failure,
    doing,
    why,
    preparing: 'Preparing the model',
    opening: 'Opening',
    retry: 'Try again',
    drawn: (backend: string) => `Drawn on your device, ${backend}`,
  },
  failure,
  link: {
    damaged:
      'This link is damaged: some of its characters are missing or wrong, so the face it held cannot be brought back.',
    newer: 'This link was made by a newer Dareka than the one on this page. Try loading the page again.',
  },
  faces: {
    section: 'Faces',
    face: (number: number) => `Face ${number}`,
    more: 'More faces',
    fresh: 'Fresh ones',
    kept: 'Favourites',
    keep: 'Keep as a favourite',
    noneKept: 'No favourites yet. Press the heart on a face, or F on the keyboard, to keep it here.',
    filter: 'Only…',
    clear: 'Anyone',
    noDirections:
      'This model came without directions, so faces cannot be chosen by what they look like. A model that has them brings the choice with it.',
    which: 'Which faces',
  },
  viewer: {
    label: 'A face',
    nobody: 'Nobody',
    portrait: 'The face of nobody',
    close: 'Close',
    others: 'Other faces',
    previous: 'Previous',
    next: 'Next',
    seed: (seed: number, edits: number) =>
      `From the seed ${seed}${edits === 0 ? '' : edits === 1 ? ', edited once' : `, edited ${edits} times`}`,
    latent: (size: number) => `From a latent vector of ${size} numbers`,
    go: 'Go on with this face',
    take: 'Take it with you',
  },
  share: {
    link: 'Link to this face',
    copyLink: 'Copy link',
    copied: 'Copied',
    picture: (edge: number) => `PNG ${edge} × ${edge}`,
    z: 'z as JSON',
    code: 'Copy code',
    embed: 'Copy embed',
    own: 'The generator of this face was trained on this device and is nowhere else, so there is no link to give away. A reload brings the face back here.',
    alt: 'A face of a person who does not exist',
  },
  directions,
  model,
  studio,
  mix,
  arithmetic,
  picker,
  inside,
  training,
  lesson,
  quiz,
  about,
  footer: {
    nobody:
      'No real person is in here: the model learned from portraits rendered from CC0 3-D assets, and from no photograph of anyone.',
    realPeople:
      'These faces are nobody’s, but the model learned from pictures of real people; its card says which.',
    model: (name: string) => `About the model, ${name}`,
  },
};
