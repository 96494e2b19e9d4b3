import { useState } from 'preact/hooks';

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
  if (!isAsking || disabled) {
    return (
      <button
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
      <button type="button" class="button" onClick={() => answer(false)}>
        {cancel}
      </button>
    </div>
  );
}
