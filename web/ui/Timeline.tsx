import styles from './Timeline.module.css';

/** One step on the way: passed, the one just reached, or still to come. */
export interface TimelineStep {
  name: string;
  /** When it was, or will be. */
  time: string | null;
  state: 'passed' | 'now' | 'ahead';
}

/** How far something is, in a few steps. `spoken` says of each state what its colour shows. */
export function Timeline({
  steps,
  label,
  spoken,
}: {
  steps: readonly TimelineStep[];
  label: string;
  spoken: Record<TimelineStep['state'], string>;
}) {
  return (
    <ol className={styles.timeline} aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.name}
          className={`${styles.step} ${styles[step.state]}`}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          {step.name}
          <span className="heard">{spoken[step.state]}</span>
          {step.time ? <span className={styles.time}>{step.time}</span> : null}
        </li>
      ))}
    </ol>
  );
}
