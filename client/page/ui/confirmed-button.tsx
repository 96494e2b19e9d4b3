import { useEffect, useRef, useState } from 'preact/hooks';

type ConfirmedButtonProps = {
  label: string;
  question: string;
  confirm: string;
  cancel: string;
  disabled?: boolean;
  title?: string;
  onConfirm: () => void;
};

/** A button for what cannot be undone: it asks first. */
export function ConfirmedButton(props: ConfirmedButtonProps) {
  const { label, question, confirm, cancel, disabled = false, title, onConfirm } = props;
  const [isAsking, setIsAsking] = useState(false);
  const asking = useRef<HTMLButtonElement>(null);
  const cancelling = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  // Each takes the other's place, and the focus with it.
  useEffect(() => {
    if (isAsking !== wasAsking.current) {
      (isAsking ? cancelling : asking).current?.focus({ preventScroll: true });
    }
    wasAsking.current = isAsking;
  }, [isAsking]);
  if (!isAsking || disabled) {
    return (
      <button
        ref={asking}
        type="button"
        class="button"
        disabled={disabled}
        title={title}
        onClick={() => setIsAsking(true)}
      >
        {label}
      </button>
    );
  }
  function answer(isConfirmed: boolean): void {
    setIsAsking(false);
    if (isConfirmed) {
      onConfirm();
    }
  }
  return (
    <div class="confirmation row">
      <p role="alert">{question}</p>
      <button type="button" class="button" onClick={() => answer(true)}>
        {confirm}
      </button>
      <button ref={cancelling} type="button" class="button" onClick={() => answer(false)}>
        {cancel}
      </button>
    </div>
  );
}
