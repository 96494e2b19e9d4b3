import type { Progress } from '@dareka/engine';
import type { TrainingFailure } from '../train-here/messages.ts';

function failure(why: TrainingFailure): string {
  switch (why.kind) {
    case 'network':
      return 'What the training needs could not be fetched. Is this device online?';
    case 'elsewhere':
      return 'Another tab of this page is training already. Close it or pause there, then try again.';
    case 'diverged':
      return `After step ${why.step} the losses were no numbers any more: this training has come apart, as GANs do now and then. Trying again goes on from what was kept; starting over is the other way.`;
    case 'backend':
      return why.backend === 'webgpu'
        ? 'WebGPU does not work in this browser.'
        : 'The training broke off; this device may be short of memory. Closing other tabs may help.';
    case 'format':
      return `This site’s training cannot be read: ${why.file} is not as it should be.`;
    default:
      return 'The training broke off unexpectedly; this device may be short of memory.';
  }
}

function doing({ stage }: Progress): string {
  switch (stage) {
    case 'choosing':
    case 'downloading':
      return 'Fetching what computes, and the portraits';
    case 'starting':
      return 'Setting up both networks';
    case 'checking':
    case 'ready':
      return 'Drawing the first faces';
  }
}

export const lesson = {
  invitation: 'From noise to faces, on your own device',
  story: (portraits: number, edge: number) => [
    `Two small networks begin with random weights. The discriminator is shown ${portraits} portraits of ${edge} × ${edge} pixels, beside what the generator draws, and learns to tell them apart; the generator learns to be taken for a portrait. Neither is told what a face is.`,
    'Sixty-four faces are drawn from the same numbers all along, so that you see them come. After about a minute there are faces; after ten they differ from one another. Pause whenever you like: it goes on where it was, at another visit too.',
  ],
  fetched: 'To be fetched, once',
  megabytes: (value: number) => `about ${value} MB`,
  weights: 'Weights of both networks',
  count: (count: number) => count.toLocaleString('en'),
  before: 'There is a training here from an earlier visit.',
  begin: 'Begin',
  goOn: 'Go on',
  pause: 'Pause',
  studio: 'Into the studio',
  taking: 'Making a model of it, for the studio.',
  restart: 'Start over',
  restartNote: 'Forgets what was learned, while it rests',
  choose: 'Press a face to take it into the studio, with the generator as it is now.',
  local:
    'No picture and no weight leaves this device. The generator lives here only: its faces can be changed, mixed and saved, but their codes mean nothing elsewhere, so there is no link to share.',
  preparing: 'Preparing the training',
  doing,
  failure,
  at: (step: number) => `Step ${step.toLocaleString('en')}.`,
  pace: (pace: number, by: string) => `${pace < 10 ? pace.toFixed(1) : Math.round(pace)} a second, by ${by}.`,
  resting: 'It rests.',
  keptTo: (step: number) => `Kept on this device up to step ${step.toLocaleString('en')}.`,
  fellBack: 'WebGPU failed here, so WASM goes on.',
  trouble: {
    full: 'This device has no room to keep what is learned. The training goes on, but is lost when the page is closed.',
    forbidden:
      'This browser does not let the page keep what is learned. The training goes on, but is lost when the page is closed.',
    notTaken: 'There is no room on this device for one more model, so it could not go into the studio.',
  },
  grid: (step: number) => `Sixty-four faces from the same numbers, after step ${step}`,
  noCurves: 'The curves begin with the first steps.',
  happening: 'What to look for',
  happens: [
    'First the colours and a bright spot where faces are; then eyes, hair and outline; then people who differ. The losses tell you none of this: they hover, because both networks get better at once.',
    'D(x) is how real the discriminator finds portraits, D(G(z)) how real it finds the faces. The closer they stay together, the more the generator learns from its opponent.',
    'A few hundred portraits are few. Train on for an hour and the discriminator begins to know them by heart.',
  ],
  device: 'On this device',
  computeWith: 'Compute with',
  computeNote: 'Weights are the same for both; what was learned goes on when they change.',
};
