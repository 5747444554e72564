import { readFile, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import { listenError } from '../port.ts';
import { isSecret } from '../secrets.ts';
import { type Finding, good, wrong } from './doctor-finding.ts';

const LEAST_DISK_BYTES = 2 * 1024 ** 3;
const LEAST_MEMORY_BYTES = 512 * 1024 ** 2;
/** This version was written then: a clock that shows an earlier day is wrong. */
const WRITTEN = new Date('2026-11-01T00:00:00Z');
/** Files of the data folder that nobody but the server's user may read. */
const SECRETS = ['secret', 'audit-key', 'vault-secrets'] as const;

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

/** Whether the data folder's volume has room. */
export async function disk({ dataFolder }: Pick<Config, 'dataFolder'>, least = LEAST_DISK_BYTES): Promise<Finding> {
  const free = await freeBytes(dataFolder);
  const size = `${(free / 1024 ** 3).toFixed(1)} GB`;
  return {
    name: 'disk',
    well: free >= least,
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

/** Whether the server's port is free, or Linli itself has it. */
export async function port(config: Pick<Config, 'host' | 'port'>): Promise<Finding> {
  const address = `${config.host}:${config.port}`;
  const error = await listenError(config);
  if (error === null) return good('port', `${address} 可以用`, `${address} is free`);
  if (error === 'EADDRINUSE' && (await isLinli(config)))
    return good('port', `邻里正在 ${address} 运行`, `Linli itself runs at ${address}`);
  if (error === 'EACCES')
    return wrong(
      'port',
      { zh: `没有权限用 ${address}`, en: `${address} may not be used by this user` },
      {
        zh: '1024 以下的端口只有 root 能用。请用 PORT 换一个。',
        en: 'Ports below 1024 are for root. Set PORT to another.',
      },
    );
  if (error === 'EADDRNOTAVAIL' || error === 'ENOTFOUND')
    return wrong(
      'port',
      { zh: `这台机器没有 ${config.host} 这个地址`, en: `this machine has no address ${config.host}` },
      {
        zh: '请把 HOST 改成这台机器有的地址，或者 127.0.0.1。',
        en: 'Set HOST to an address of this machine, or to 127.0.0.1.',
      },
    );
  return wrong(
    'port',
    { zh: `${address} 已经被别的程序占用`, en: `${address} is taken by another program` },
    { zh: '请用 PORT 换一个端口。', en: 'Set PORT to another.' },
  );
}

async function isLinli({ host, port: number }: Pick<Config, 'host' | 'port'>): Promise<boolean> {
  const near = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${near}:${number}/healthz`, { signal: AbortSignal.timeout(3_000) });
    return answer.ok && ((await answer.json()) as { status?: string }).status === 'alive';
  } catch {
    return false;
  }
}

/** Whether this machine's clock can be right at all: no day before this version was written can be. */
export function clock(now: Date): Finding {
  const shown = now.toISOString();
  if (now >= WRITTEN) return good('clock', `时钟：${shown}`, `the clock shows ${shown}`);
  return wrong(
    'clock',
    {
      zh: `时钟不对：${shown} 早于这个版本写成的时候`,
      en: `the clock is wrong: ${shown} is before this version was written`,
    },
    {
      zh: '工单的期限都按时钟计算。请校准时钟，并让它自动对时（systemd-timesyncd、chrony）。',
      en: 'Every deadline is reckoned by it. Set it, and have it kept right (systemd-timesyncd, chrony).',
    },
  );
}

/** Whether this Node.js knows a zone: builds with few languages leave most of them out. */
export function zone(name: string, knows: (zone: string) => boolean = isKnownZone): Finding {
  if (knows(name)) return good('zone', `知道时区 ${name}`, `the zone ${name} is known`);
  return wrong(
    'zone',
    { zh: `这个 Node.js 不知道时区 ${name}`, en: `this Node.js does not know the zone ${name}` },
    {
      zh: '请换成带完整时区资料的 Node.js（nodejs.org 的版本都带）。',
      en: 'Use a Node.js with all its data of zones (those of nodejs.org have it).',
    },
  );
}

function isKnownZone(name: string): boolean {
  try {
    const shown = new Intl.DateTimeFormat('en-GB', {
      timeZone: name,
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    });
    return name !== 'Asia/Shanghai' || shown.format(new Date('2026-03-02T00:30:00Z')) === '08:30';
  } catch {
    return false;
  }
}

/**
 * Whether the secrets are there, whole and closed to others. `begun`: there is a database already, so that a secret that is
 * missing has been lost and is not to be made yet.
 */
export async function secrets(
  config: Pick<Config, 'dataFolder' | 'secret' | 'auditKey'>,
  begun: boolean,
): Promise<Finding> {
  const given: Partial<Record<(typeof SECRETS)[number], unknown>> = {
    secret: config.secret,
    'audit-key': config.auditKey,
    // While nothing was ever rotated there is none.
    'vault-secrets': true,
  };
  const open: string[] = [];
  const lost: string[] = [];
  for (const name of SECRETS) {
    const file = join(config.dataFolder, name);
    const found = await stat(file).catch(() => undefined);
    if (found && process.platform !== 'win32' && (found.mode & 0o077) !== 0) open.push(file);
    if (given[name] !== undefined) continue;
    // One that this user may not read is somebody's, and nothing is known of it.
    const kept = found && (await readFile(file, 'utf8').catch(() => undefined));
    if (found ? kept !== undefined && !isSecret(kept) : begun) lost.push(file);
  }
  if (lost.length > 0)
    return wrong(
      'secrets',
      {
        zh: `密钥不见了，或者文件不完整：${lost.join('、')}`,
        en: `secrets are gone or not whole: ${lost.join(', ')}`,
      },
      {
        zh: '请先从另外保存的地方拿回来再启动。没有它，谁都要重新登录，封存的诉求再也打不开，审计记录的签名也对不上。',
        en: 'Bring them back from where their copies are before you start: without them all sessions end, what is sealed stays shut, and the audit log’s signatures do not fit.',
      },
    );
  if (open.length > 0)
    return wrong(
      'secrets',
      { zh: `别的用户能读密钥：${open.join('、')}`, en: `other users can read secrets: ${open.join(', ')}` },
      { zh: `chmod 600 ${open.join(' ')}`, en: `chmod 600 ${open.join(' ')}` },
    );
  return good('secrets', '密钥只有运行邻里的用户能读', 'secrets are closed to other users');
}
