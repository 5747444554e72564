import { readFile, statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { dirname, join } from 'node:path';
import { missingYears } from '../../organisation/rules/calendar.ts';
import { nativeFolder, usableBinaries } from '../../platform/embedded-postgres/binaries.ts';
import { openPlace, type Place } from '../../platform/embedded-postgres/place.ts';
import { findPostmaster } from '../../platform/embedded-postgres/postmaster.ts';
import type { Config } from '../config.ts';
import { openContext } from '../context.ts';
import { isPortFree } from '../port.ts';

type Language = 'zh' | 'en';
/** One sentence in both languages. */
type Words = Record<Language, string>;

/** One thing looked at: what was found, and how to mend it when it is not well. */
export interface Finding {
  /** Stable name, for tests and `--json`. */
  name: string;
  well: boolean;
  what: Words;
  mend?: Words;
}

const LEAST_DISK_BYTES = 2 * 1024 ** 3;
const LEAST_MEMORY_BYTES = 512 * 1024 ** 2;
const LOG_LINES = 5;

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
  const [good, bad] = language === 'zh' ? ['好  ', '要修'] : ['ok  ', 'BAD '];
  const lines = findings.map(({ well, what, mend }) =>
    well || !mend
      ? `${well ? good : bad} ${what[language]}`
      : `${bad} ${what[language]}\n     ${mend[language].replaceAll('\n', '\n     ')}`,
  );
  return `${lines.join('\n')}\n`;
}

/** Everything that is looked at, in the order in which one thing stands on the other. `native`: of another package. */
export async function examine(config: Config, options: { native?: string } = {}): Promise<Finding[]> {
  const own = config.databaseUrl ? [] : await embedded(config, options.native);
  const stands = own.every((finding) => finding.well);
  return [
    nodeVersion(process.versions.node),
    await disk(config),
    memory(freemem()),
    await port(config),
    calendar(new Date()),
    ...own,
    ...(stands ? [await database(config)] : []),
  ];
}

/** Whether this Node.js is new enough. */
export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return {
    name: 'node',
    well: major > 20 || (major === 20 && minor >= 19),
    what: { zh: `Node.js ${version}`, en: `Node.js ${version}` },
    mend: { zh: '需要 Node.js 20.19 或更新的版本。', en: 'Linli needs Node.js 20.19 or newer.' },
  };
}

async function disk({ dataFolder }: Config): Promise<Finding> {
  const free = await freeBytes(dataFolder);
  const size = `${(free / 1024 ** 3).toFixed(1)} GB`;
  return {
    name: 'disk',
    well: free >= LEAST_DISK_BYTES,
    what: { zh: `${dataFolder} 所在的磁盘还有 ${size}`, en: `${size} of disk free for ${dataFolder}` },
    mend: {
      zh: '磁盘满了数据库就会停。请至少腾出 2 GB。',
      en: 'PostgreSQL stops on a full disk. Free at least 2 GB.',
    },
  };
}

/** Of the folder itself, or of the nearest one above that is there. */
async function freeBytes(folder: string): Promise<number> {
  const found = await statfs(folder).catch(() => undefined);
  if (found) return found.bavail * found.bsize;
  return dirname(folder) === folder ? 0 : freeBytes(dirname(folder));
}

/** Whether this much free memory is enough. */
export function memory(free: number): Finding {
  const size = `${Math.round(free / 1024 ** 2)} MB`;
  return {
    name: 'memory',
    well: free >= LEAST_MEMORY_BYTES,
    what: { zh: `空闲内存 ${size}`, en: `${size} of memory free` },
    mend: { zh: '请至少腾出 512 MB。', en: 'Free at least 512 MB.' },
  };
}

async function port(config: Config): Promise<Finding> {
  const address = `${config.host}:${config.port}`;
  const well = await isPortFree(config);
  return {
    name: 'port',
    well,
    what: { zh: `${address} ${well ? '可以用' : '已经被占用'}`, en: `${address} is ${well ? 'free' : 'taken'}` },
    mend: {
      zh: '如果是邻里自己在运行，就没有问题；不是的话，用 PORT 换一个端口。',
      en: 'If that is Linli itself, all is well; else set PORT to another.',
    },
  };
}

/** Whether the holidays of the days ahead are known: in December also those of the next year. */
export function calendar(now: Date): Finding {
  const year = now.getUTCFullYear();
  const missing = missingYears(year, year + (now.getUTCMonth() === 11 ? 1 : 0));
  const years = missing.join(', ');
  return {
    name: 'holidays',
    well: missing.length === 0,
    what:
      missing.length === 0
        ? { zh: '节假日表够用', en: 'the holiday table covers the days ahead' }
        : { zh: `还没有 ${years} 年的节假日`, en: `no holidays known for ${years}` },
    mend: {
      zh: '国务院公布后，请更新 chinese-days 包；在那之前只按周末休息计时。',
      en: 'Update the package chinese-days once the State Council has published the year; until then weekends alone are free.',
    },
  };
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
      findings.push(bad('embedded', '内置数据库用不了', 'the embedded PostgreSQL cannot be used', error));
      break;
    }
  return findings;
}

async function database(config: Config): Promise<Finding> {
  try {
    const opened = await openContext({ ...config, logLevel: 'silent' });
    try {
      const count = (await opened.context.database.networks()).length;
      return good('database', `数据库能用，有 ${count} 个网络`, `the database answers and holds ${count} network(s)`);
    } finally {
      await opened.close();
    }
  } catch (error) {
    return bad('database', '数据库用不了', 'the database cannot be used', error, await lastLog(config));
  }
}

/** What the embedded database wrote last, since it knows best why it does not start. */
async function lastLog({ databaseUrl, dataFolder }: Config): Promise<string> {
  if (databaseUrl) return '';
  const file = join(dataFolder, 'postgresql', 'postgresql.log');
  const lines = (await readFile(file, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-LOG_LINES);
  return lines.join('') === '' ? '' : `\n${file}:\n${lines.join('\n')}`;
}

function good(name: string, zh: string, en: string): Finding {
  return { name, well: true, what: { zh, en } };
}

function bad(name: string, zh: string, en: string, error: unknown, more = ''): Finding {
  const reason = `${error instanceof Error ? error.message : String(error)}${more}`;
  const mend = { zh: `${wayOut(reason)}\n${reason}`.trim(), en: reason };
  return { name, well: false, what: { zh, en }, mend };
}

/** The way out of what the supervisor refuses, in Chinese; its own words are English and stand below. */
const WAYS_OUT: readonly [RegExp, string][] = [
  [/No embedded PostgreSQL/, '请运行 npm ci（不要去掉可选包），或者设置 DATABASE_URL 和 DATABASE_MIGRATION_URL。'],
  [/could not be made\. Make it/, 'root 不能运行数据库，系统用户也建不了。请先建好它，或者用普通用户启动。'],
  [
    /cannot enter/,
    '运行数据库的用户进不去这个文件夹。请给它的上级文件夹加上进入的权限（chmod o+x），或者换一个数据文件夹。',
  ],
  [
    /belongs to another user/,
    '数据文件夹属于别的用户。请用那个用户或 root 启动，或者用 LINLI_DATA 换一个自己的文件夹。',
  ],
  [/links to the same database/, '这个数据文件夹是另一个的副本，两边会用到同一个数据库。请去掉这个链接。'],
  [/leads nowhere/, '原来的数据库已经不在了。去掉这个链接，就会从空的数据库开始。'],
  [/No folder for the database/, '找不到可以放数据库的地方。请用普通用户启动，或者用 LINLI_DATA 换一个文件夹。'],
  [/cannot run here/, '数据库程序在这台机器上运行不了，原因见下面。'],
  [/EACCES|EPERM|EROFS/, '没有权限写数据文件夹。请换一个，或者改它的权限。'],
  [/ENOSPC|No space left/, '磁盘满了，请先腾出空间。'],
  [/pass row security by/, 'DATABASE_URL 的角色权限太大。请换一个不拥有任何表、没有 SUPERUSER 和 BYPASSRLS 的角色。'],
  [
    /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|does not answer|authentication/,
    '连不上数据库。请看地址、密码和网络，数据库是不是在运行。',
  ],
  [/was changed after it was applied/, '数据库升级用的文件被改过。请换回原来的版本。'],
];

function wayOut(reason: string): string {
  return WAYS_OUT.find(([sign]) => sign.test(reason))?.[1] ?? '';
}
