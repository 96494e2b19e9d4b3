import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../../texts/language.ts';
import type { GivenFile } from '../given-files/given-files.ts';
import { ownTexts } from './texts.ts';

type CameraProps = {
  onPicture: (file: GivenFile) => void;
  onClose: () => void;
};

/** Why there is no picture of a camera. */
type CameraProblem = 'none' | 'refused' | 'busy';

/** What the camera sees, in the square that a picture will show, and a button that takes one. The camera is turned off with the component. */
export function Camera({ onPicture, onClose }: CameraProps) {
  const texts = useTexts(ownTexts);
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<CameraProblem | null>(null);
  const [isOn, setIsOn] = useState(false);
  const [taken, setTaken] = useState(0);

  useEffect(() => {
    let stream: MediaStream | undefined;
    let isGone = false;
    openCamera().then(
      (opened) => {
        stream = opened;
        if (isGone) {
          return stopAll(opened);
        }
        if (video.current !== null) {
          video.current.srcObject = opened;
        }
      },
      (error: unknown) => setProblem(problemOf(error)),
    );
    return () => {
      isGone = true;
      stopAll(stream);
    };
  }, []);

  async function take(): Promise<void> {
    const file = video.current === null ? null : await frameOf(video.current);
    if (file !== null) {
      const number = taken + 1;
      setTaken(number);
      onPicture({ name: texts.cameraPicture(number), file });
    }
  }

  return (
    <div class="camera">
      {problem === null ? (
        <video
          ref={video}
          autoPlay
          muted
          playsInline
          aria-label={texts.cameraView}
          onPlaying={() => setIsOn(true)}
        />
      ) : (
        <p class="notice" role="alert">
          {texts.cameraProblems[problem]}
        </p>
      )}
      <div class="row">
        {problem === null && (
          <button type="button" class="button" disabled={!isOn} onClick={() => void take()}>
            {texts.takePicture}
          </button>
        )}
        <button type="button" class="button" onClick={onClose}>
          {problem === null ? texts.cameraOff : texts.close}
        </button>
      </div>
    </div>
  );
}

/** @throws DOMException where there is none, or it may not be used; TypeError where the page has no right to ask */
async function openCamera(): Promise<MediaStream> {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices === undefined) {
    throw new DOMException('this browser gives no camera to this page', 'NotFoundError');
  }
  return devices.getUserMedia({ video: { facingMode: 'environment', width: 640, height: 640 } });
}

function stopAll(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) {
    track.stop();
  }
}

function problemOf(error: unknown): CameraProblem {
  const { name } = error instanceof DOMException ? error : { name: '' };
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    return 'refused';
  }
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none';
}

/** The frame that is on screen, as a file. @returns null before the first one */
async function frameOf(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth: width, videoHeight: height } = video;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (context === null || width === 0) {
    return null;
  }
  context.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
