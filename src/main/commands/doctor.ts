import { existsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { nativeFolder, usableBinaries } from '../../platform/embedded-postgres/binaries.ts';
import { openPlace, type Place } from '../../platform/embedded-postgres/place.ts';
import { findPostmaster } from '../../platform/embedded-postgres/postmaster.ts';
import type { Config } from '../config.ts';
import { databaseFindings } from './doctor-database.ts';
import { type Finding, failed, good, type Language } from './doctor-finding.ts';
import { clock, disk, memory, nodeVersion, port, secrets } from './doctor-machine.ts';

/** Looks at what usually goes wrong, and says how to mend it. 0 when all is well, 1 otherwise. */
export async function doctorCommand(config: Config, args: readonly string[] = []): Promise<number> {
  const findings = await examine(config);
  process.stdout.write(args.includes('--json') ? `${JSON.stringify(findings)}\n` : report(findings, languageOf()));
  return findings.every((finding) => finding.well) ? 0 : 1;
}

/** The language of the terminal: Chinese unless its locale names another. */
function languageOf(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = LC_ALL || LC_MESSAGES || LANG || '';
  return /^(zh|$)/.test(locale) ? 'zh' : 'en';
}

/** The findings as lines for people. */
export function report(findings: readonly Finding[], language: Language): string {
  const [fine, bad] = language === 'zh' ? ['好  ', '要修'] : ['ok  ', 'BAD '];
  const lines = findings.map(({ well, what, mend }) =>
    well || !mend
      ? `${well ? fine : bad} ${what[language]}`
      : `${bad} ${what[language]}\n     ${mend[language].replaceAll('\n', '\n     ')}`,
  );
  return `${lines.join('\n')}\n`;
}

/**
 * Everything that is looked at, in the order in which one thing stands on the other. `native`: of another package; `now`: what
 * the machine's clock is taken to show.
 */
export async function examine(config: Config, options: { native?: string; now?: Date } = {}): Promise<Finding[]> {
  const { now = new Date() } = options;
  // Looked at before anything is opened, which would make what is missing.
  const begun = !config.databaseUrl && existsSync(join(config.dataFolder, 'postgresql', 'cluster', 'PG_VERSION'));
  const kept = config.databaseUrl ? [] : [await secrets(config, begun)];
  const own = config.databaseUrl ? [] : await embedded(config, options.native);
  const stands = own.every((finding) => finding.well);
  return [
    nodeVersion(process.versions.node),
    await disk(config),
    memory(freemem()),
    await port(config),
    clock(now),
    ...kept,
    ...own,
    ...(stands ? await databaseFindings(config, begun, now) : []),
  ];
}

/** What the embedded database stands on, up to the first thing that does not hold. */
async function embedded(config: Config, native?: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  let folder = '';
  let place: Place | undefined;
  const steps: (() => Promise<Finding>)[] = [
    async () => {
      folder = native ?? nativeFolder();
      return good('package', '内置数据库的程序已经安装', 'the programs of the embedded PostgreSQL are installed');
    },
    async () => {
      place = await openPlace(config.dataFolder);
      const { user, folder: where } = place;
      const zh = user ? `（以系统用户 ${user.uid} 运行，因为 root 不能运行它）` : '';
      const en = user ? ` (it runs as uid ${user.uid}, since it refuses to run as root)` : '';
      return good('place', `数据库放在 ${where}${zh}`, `the database lives in ${where}${en}`);
    },
    async () => {
      if (!place) throw new Error('There is no place for the database.');
      const { postgres } = await usableBinaries(place, folder);
      const copied = postgres.startsWith(place.folder);
      return good(
        'programs',
        `数据库程序能运行${copied ? '（用的是修好的副本：原来的缺少链接，或者它进不去那个文件夹）' : ''}`,
        `its programs run${copied ? ' (a mended copy: the originals lack links, or lie where it cannot go)' : ''}`,
      );
    },
    async () => {
      const running = place && (await findPostmaster(place));
      return running
        ? good(
            'running',
            `数据库已在运行（进程 ${running.pid}），会接着用`,
            `it runs already (pid ${running.pid}) and is joined`,
          )
        : good('running', '数据库现在没有运行，需要时会启动', 'it does not run now and is started when needed');
    },
  ];
  for (const step of steps)
    try {
      findings.push(await step());
    } catch (error) {
      findings.push(
        failed('embedded', { zh: '内置数据库用不了', en: 'the embedded PostgreSQL cannot be used' }, error),
      );
      break;
    }
  return findings;
}
