import type { FormEvent, HTMLAttributes, ReactNode } from 'react';
import { useId } from 'react';
import styles from './Field.module.css';

interface Common {
  label: ReactNode;
  /** What helps to fill it in. */
  hint?: ReactNode;
  /** What is wrong with it now, in a sentence. */
  error?: string | undefined;
  /** Address of the field on its page, so that a list of errors can lead to it. */
  id?: string;
}

function useParts({ id, hint, error }: Pick<Common, 'id' | 'hint' | 'error'>) {
  const made = useId();
  const own = id ?? `field${made.replace(/\W/g, '')}`;
  const describedBy = [hint ? `${own}-hint` : '', error ? `${own}-error` : ''].filter(Boolean).join(' ') || undefined;
  return { own, describedBy };
}

function Notes({ own, hint, error }: { own: string } & Pick<Common, 'hint' | 'error'>) {
  return (
    <>
      {hint ? (
        <p id={`${own}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${own}-error`} className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
    </>
  );
}

interface TextProps extends Common {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'tel' | 'date' | 'password' | 'search' | 'number';
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  autoComplete?: string;
  maxLength?: number;
  min?: string;
  max?: string;
  /** More than one line when given. */
  rows?: number;
}

/** A text that the reader types, with its label, help and error tied to it. */
export function TextField({ label, hint, error, id, value, onChange, rows, type = 'text', ...input }: TextProps) {
  const { own, describedBy } = useParts({ id, hint, error } as Common);
  const common = {
    id: own,
    className: styles.input,
    value,
    'aria-describedby': describedBy,
    'aria-invalid': error ? true : undefined,
    maxLength: input.maxLength,
    onInput: (event: FormEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.currentTarget.value),
  };
  return (
    <div className={error ? `${styles.field} ${styles.wrong}` : styles.field}>
      <label className={styles.label} htmlFor={own}>
        {label}
      </label>
      <Notes own={own} hint={hint} error={error} />
      {rows ? (
        <textarea {...common} rows={rows} />
      ) : (
        <input
          {...common}
          type={type}
          inputMode={input.inputMode}
          autoComplete={input.autoComplete}
          min={input.min}
          max={input.max}
        />
      )}
    </div>
  );
}

interface ChoiceOption<T extends string> {
  value: T;
  label: ReactNode;
  hint?: ReactNode;
}

interface ChoiceProps<T extends string> extends Common {
  options: readonly ChoiceOption<T>[];
  value: T | null;
  onChange: (value: T) => void;
  /** Side by side where they fit. */
  beside?: boolean;
}

/** One of a few, all in sight. */
export function ChoiceField<T extends string>({
  label,
  hint,
  error,
  id,
  options,
  value,
  onChange,
  beside = false,
}: ChoiceProps<T>) {
  const { own, describedBy } = useParts({ id, hint, error } as Common);
  return (
    <fieldset
      id={own}
      className={error ? `${styles.field} ${styles.wrong}` : styles.field}
      aria-describedby={describedBy}
    >
      <legend className={styles.label}>{label}</legend>
      <Notes own={own} hint={hint} error={error} />
      <div className={beside ? styles.beside : styles.choices}>
        {options.map((option) => (
          <label key={option.value} className={styles.choice}>
            <input
              type="radio"
              name={own}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.label}
              {option.hint ? <span className={styles.hint}>{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface TickProps extends Common {
  ticked: boolean;
  /** Cannot be ticked now; the hint says why. */
  disabled?: boolean;
  onChange: (ticked: boolean) => void;
}

/** Yes or not, by a tick. */
export function TickField({ label, hint, error, id, ticked, disabled, onChange }: TickProps) {
  const { own, describedBy } = useParts({ id, hint, error } as Common);
  return (
    <div className={error ? `${styles.field} ${styles.wrong}` : styles.field}>
      <Notes own={own} error={error} />
      <label className={disabled ? `${styles.choice} ${styles.off}` : styles.choice}>
        <input
          id={own}
          type="checkbox"
          checked={ticked}
          disabled={disabled}
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>
          {label}
          {hint ? (
            <span id={`${own}-hint`} className={styles.hint}>
              {hint}
            </span>
          ) : null}
        </span>
      </label>
    </div>
  );
}

interface SelectProps extends Common {
  options: readonly { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
  /** Shown while nothing is chosen. */
  empty: string;
}

/** One of many, by the device's own list. */
export function SelectField({ label, hint, error, id, options, value, onChange, empty }: SelectProps) {
  const { own, describedBy } = useParts({ id, hint, error } as Common);
  return (
    <div className={error ? `${styles.field} ${styles.wrong}` : styles.field}>
      <label className={styles.label} htmlFor={own}>
        {label}
      </label>
      <Notes own={own} hint={hint} error={error} />
      <select
        id={own}
        className={styles.input}
        value={value}
        aria-describedby={describedBy}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{empty}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
