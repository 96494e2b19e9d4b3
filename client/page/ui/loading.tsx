import { useTexts } from '../texts/index.ts';

/** In place of a view that is not there yet. */
export function Loading() {
  const { status } = useTexts();
  return (
    <p class="coming" role="status">
      {status.opening}
    </p>
  );
}
