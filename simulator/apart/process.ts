import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** On what a server works, and what time it is when it starts. */
export interface Settings {
  databaseUrl: string;
  keysUrl: string;
  port: number;
  at: Date;
}

/** What time it is, and whether the jobs shall do what is due. */
export interface Asked {
  nth: number;
  at: Date;
  turn: boolean;
}

/** That it was done, or why not. 0: the server listens. */
export interface Told {
  nth: number;
  failed?: string;
}

/** The server of a simulated city as a process that can be killed and started again at the same address. Owns it. */
export class ServerProcess {
  readonly #settings: Omit<Settings, 'at'>;
  #child: ChildProcess | undefined;
  #asked = 0;

  constructor(settings: Omit<Settings, 'at'>) {
    this.#settings = settings;
  }

  get runs(): boolean {
    return this.#child !== undefined;
  }

  /** Starts it, unless it runs, at an instant of its own clock. Where it ends at once, what it is asked next says so. */
  async start(at: Date): Promise<void> {
    if (this.#child) return;
    const child = fork(new URL('./server.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
    });
    this.#child = child;
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    child.send({ ...this.#settings, at } satisfies Settings);
    await answerOf(child, 0);
  }

  /** Tells it what time it is, and lets the jobs have their turn. Null: done; else why not. */
  async ask(at: Date, turn: boolean): Promise<string | null> {
    const child = this.#child;
    if (!child) return 'gone';
    const nth = ++this.#asked;
    child.send({ nth, at, turn } satisfies Asked);
    return answerOf(child, nth);
  }

  /** SIGKILL; returns once it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

function answerOf(child: ChildProcess, nth: number): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (answer: string | null) => {
      child.off('message', hear);
      child.off('exit', leave);
      resolve(answer);
    };
    const hear = (message: unknown) => {
      const { nth: answered, failed = null } = message as Told;
      if (answered === nth) done(failed);
    };
    const leave = () => done('gone');
    child.on('message', hear);
    child.on('exit', leave);
  });
}
