import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readUnknownYears, type UnknownYears } from '../../organisation/actions/calendar.ts';
import type { Database } from '../../platform/database.ts';
import type { Diagnosis } from '../../platform/diagnosis.ts';
import { diagnose, type OpenTransaction, openTransactions, secondsNotHandedOver } from '../../platform/diagnosis.ts';
import { archiveFolder } from '../../platform/embedded-postgres/archive.ts';
import { basesIn } from '../../platform/embedded-postgres/backup.ts';
import { keysFolderOf } from '../../platform/embedded-postgres/supervisor.ts';
import type { Config } from '../config.ts';
import { type Opened, openContext } from '../context.ts';
import { type Finding, failed, good, wrong } from './doctor-finding.ts';
import { secrets, zone } from './doctor-machine.ts';

/** No command of ours takes longer; an import of a network does. */
const LOOK_AGAIN_MILLISECONDS = 5_000;
const LOG_LINES = 5;
/** Two servers' clocks may differ by so much before deadlines are told differently. */
const MOST_APART_MILLISECONDS = 5_000;
/** A daily timer may be two hours late. */
const MOST_HOURS = 26;
/** Stands for a secret that is missing, so that looking does not make one. */
const NO_SECRET = Buffer.alloc(32);

/** Opens the database and looks at what is in it. Makes no secret of one that may have been lost. */
export async function databaseFindings(config: Config, begun: boolean, now = new Date()): Promise<Finding[]> {
  const isNew = !begun && !config.databaseUrl;
  const { secret = NO_SECRET, auditKey = NO_SECRET } = config;
  let opened: Opened;
  try {
    opened = await openContext({ ...config, ...(isNew ? {} : { secret, auditKey }), logLevel: 'silent' });
  } catch (error) {
    const what = { zh: '数据库用不了', en: 'the database cannot be used' };
    return [failed('database', what, error, await lastLog(config))];
  }
  try {
    const { database } = opened.context;
    const networks = await database.networks();
    const found = await diagnose(database, () => new Date());
    const hasCity = networks.some(({ demo }) => !demo);
    return [
      good(
        'database',
        `数据库能用，有 ${networks.length} 个网络`,
        `the database answers and holds ${networks.length} network(s)`,
      ),
      ...demoBeside(networks, config),
      rowSecurity(found),
      ...[...new Set(networks.map((network) => network.zone))].map((name) => zone(name)),
      databaseZones(found),
      holidays(await readUnknownYears(opened.context, now)),
      openFor(await stillOpen(database)),
      clocksTogether(found, new Date()),
      ...(config.databaseUrl ? [await secrets(config, networks.length > 0)] : []),
      ...(await backups(config, hasCity, found, opened.context.keys)),
    ];
  } catch (error) {
    return [
      failed('database', { zh: '数据库用不了', en: 'the database cannot be used' }, error, await lastLog(config)),
    ];
  } finally {
    await opened.close();
  }
}

/**
 * Whether a demo, whose accounts have a password that everybody knows, lies beside a city of somebody's own. Nothing where
 * only one kind is there: a city of somebody's own is treated as one however its server is started.
 */
export function demoBeside(
  networks: readonly { code: string; demo: boolean }[],
  config: Pick<Config, 'city'>,
): Finding[] {
  const demos = networks.filter(({ demo }) => demo).map(({ code }) => code);
  if (demos.length === 0 || demos.length === networks.length) return [];
  return [
    wrong(
      'demo_beside',
      {
        zh: `演示网络 ${demos.join('、')} 和真实的网络在同一个数据库里，它的账号密码人人知道`,
        en: `the demo ${demos.join(', ')} lies in one database with a city of your own, and everybody knows its passwords`,
      },
      {
        zh: `请把真实的网络导出，导入一个新的数据目录（linli export、import network），用 LINLI_CITY=none 启动${config.city === 'none' ? '' : '（现在不是）'}。`,
        en: `Move the city of your own into a new data folder (linli export, linli import network), started with LINLI_CITY=none${config.city === 'none' ? '' : ' (it is not now)'}.`,
      },
    ),
  ];
}

/** Whether every table of networks keeps their rows apart. */
export function rowSecurity({ openTables }: Pick<Diagnosis, 'openTables'>): Finding {
  if (openTables.length === 0)
    return good('row_security', '各网络的数据由数据库隔开', 'the database keeps networks apart');
  const tables = openTables.join(', ');
  return wrong(
    'row_security',
    { zh: `这些表没有强制行级隔离：${tables}`, en: `tables without forced row security: ${tables}` },
    {
      zh: '有人把它关了。请用表的所有者执行 ALTER TABLE … ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY，并查明原因。',
      en: 'Somebody has switched it off. As the owner: ALTER TABLE … ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; and find out why.',
    },
  );
}

/** Whether PostgreSQL knows the zones of all networks. */
export function databaseZones({ unknownZones }: Pick<Diagnosis, 'unknownZones'>): Finding {
  if (unknownZones.length === 0)
    return good('database_zone', '数据库知道各网络的时区', 'the database knows the zones of all networks');
  const zones = unknownZones.join(', ');
  return wrong(
    'database_zone',
    { zh: `数据库不知道时区 ${zones}`, en: `PostgreSQL does not know the zone ${zones}` },
    {
      zh: '请给 PostgreSQL 装上完整的时区资料（tzdata）。',
      en: 'Give that PostgreSQL all data of zones (the package tzdata).',
    },
  );
}

/** Whether every network knows the holidays of the days ahead. */
export function holidays(networks: readonly Pick<UnknownYears, 'code' | 'years'>[]): Finding {
  const missing = networks.filter(({ years }) => years.length > 0);
  if (missing.length === 0)
    return good('holidays', '各网络都有近期的节假日（演示不算）', 'every network but a demo knows the holidays ahead');
  const list = missing.map(({ code, years }) => `${code} ${years.join(', ')}`).join('; ');
  return wrong(
    'holidays',
    { zh: `不知道国务院公布的节假日：${list}`, en: `not known what the State Council announced: ${list}` },
    {
      zh: '公布后，请市级管理员在派单台“规则 · 工作日历”里写进放假和调休上班的日子，或者换用已收入这一年的新版本；在那之前按法定节日和周末放假计时。',
      en: 'Once it is published, let an administrator of the city write the days into Policies, Calendar at the desk, or take a version that knows them; until then weekends and the holidays of the law alone are free.',
    },
  );
}

/** Transactions that were open at two looks: of other roles nothing but that can be seen. */
async function stillOpen(database: Database): Promise<OpenTransaction[]> {
  const first = await openTransactions(database);
  if (first.length === 0) return [];
  await sleep(LOOK_AGAIN_MILLISECONDS);
  const second = await openTransactions(database);
  return second.filter(({ transaction }) => first.some((each) => each.transaction === transaction));
}

/** Whether somebody holds a transaction open that has written: until it ends nobody is told what happens. */
export function openFor(open: readonly OpenTransaction[]): Finding {
  if (open.length === 0)
    return good('open_transactions', '没有长时间不结束的数据库事务', 'no transaction is held open in the database');
  const [pids, names] = [open.map(({ pid }) => pid), open.map(({ pid, program }) => `${pid} ${program ?? ''}`.trim())];
  return wrong(
    'open_transactions',
    {
      zh: `数据库里有写入后一直没有结束的事务：进程 ${names.join('，')}`,
      en: `transactions that have written are held open in PostgreSQL: process ${names.join(', ')}`,
    },
    {
      zh: `在它结束之前，页面、收件箱和轮次都得不到消息。若不是正在导入，请以 PostgreSQL 管理员执行 SELECT pg_terminate_backend(${pids[0]})。`,
      en: `Until they end pages, inboxes and waves hear of nothing. Unless it is an import at work: SELECT pg_terminate_backend(${pids[0]}) as PostgreSQL’s administrator.`,
    },
  );
}

/** Whether the clocks of this machine and of the database agree, and nothing has happened in the future. */
export function clocksTogether(found: Pick<Diagnosis, 'aheadMilliseconds' | 'newestEventAt'>, now: Date): Finding {
  const { aheadMilliseconds: ahead, newestEventAt: newest } = found;
  const mend = {
    zh: '工单的期限按时钟计算。请让每台机器自动对时（systemd-timesyncd、chrony）。',
    en: 'Deadlines are reckoned by clocks. Have each machine’s kept right (systemd-timesyncd, chrony).',
  };
  if (Math.abs(ahead) > MOST_APART_MILLISECONDS) {
    const seconds = Math.round(Math.abs(ahead) / 1000);
    return wrong(
      'clocks',
      {
        zh: `数据库的时钟比这台机器${ahead > 0 ? '快' : '慢'} ${seconds} 秒`,
        en: `the database’s clock is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} this machine’s`,
      },
      mend,
    );
  }
  if (newest !== null && newest.getTime() - now.getTime() > MOST_APART_MILLISECONDS)
    return wrong(
      'clocks',
      {
        zh: `最新的一条记录在 ${newest.toISOString()}，比现在还晚：时钟被往回拨了`,
        en: `the newest entry is of ${newest.toISOString()}, later than now: the clock was set back`,
      },
      mend,
    );
  return good('clocks', '这台机器和数据库的时钟一致', 'the clocks of this machine and of the database agree');
}

/** Whether those databases that are embedded were backed up within a day, and hand their log over. */
async function backups(config: Config, hasCity: boolean, found: Diagnosis, keysDatabase: Database): Promise<Finding[]> {
  const [main, keys] = [config.dataFolder, keysFolderOf(config.dataFolder)].map((folder) => join(folder, 'postgresql'));
  const findings: Finding[] = [];
  if (main && !config.databaseUrl) findings.push(await backup('backup', main, hasCity, found.failsToHandOver));
  if (keys && !config.keysUrl)
    findings.push(await backup('backup_of_keys', keys, hasCity, (await secondsNotHandedOver(keysDatabase)) > 0));
  return findings;
}

async function backup(name: string, place: string, needed: boolean, failing: boolean): Promise<Finding> {
  const which =
    name === 'backup' ? { zh: '数据库', en: 'the database' } : { zh: '诉求密钥库', en: 'the keys of petitions' };
  const log = await archiveFolder(place);
  if (log === null)
    return needed
      ? wrong(
          name,
          { zh: `${which.zh}还没有备份`, en: `${which.en} were never backed up` },
          {
            zh: '请每天运行 linli backup，见 docs/operations.md。',
            en: 'Run linli backup daily: docs/operations.md says how.',
          },
        )
      : good(name, `${which.zh}没有备份（演示城市不需要）`, `no backup of ${which.en} (a demo needs none)`);
  const [newest] = await basesIn(dirname(log));
  return judgeBackup({ name, which, folder: dirname(log), newest: newest?.endedAt ?? null, failing }, new Date());
}

/** Whether a folder of backups is as it should be now. `newest`: when its newest one ended, ISO 8601. */
export function judgeBackup(
  told: { name: string; which: { zh: string; en: string }; folder: string; newest: string | null; failing: boolean },
  now: Date,
): Finding {
  const { name, which, folder, newest, failing } = told;
  const hours = newest === null ? Number.POSITIVE_INFINITY : (now.getTime() - Date.parse(newest)) / 3_600_000;
  if (hours > MOST_HOURS)
    return wrong(
      name,
      {
        zh: newest === null ? `${folder} 里没有${which.zh}的备份` : `${which.zh}最近的备份是 ${newest} 的`,
        en:
          newest === null
            ? `${folder} holds no backup of ${which.en}`
            : `the newest backup of ${which.en} is of ${newest}`,
      },
      {
        zh: `请看每天的定时任务为什么没有运行：linli backup ${folder}`,
        en: `See why the daily timer did not run: linli backup ${folder}`,
      },
    );
  if (failing)
    return wrong(
      name,
      { zh: `${which.zh}的日志送不到 ${folder}`, en: `the log of ${which.en} cannot be handed over to ${folder}` },
      {
        zh: '在送到之前日志会越积越多，磁盘会满。请看那个文件夹还在不在、能不能写。',
        en: 'Until it can, the log piles up and fills the disk. See whether that folder is there and can be written.',
      },
    );
  return good(
    name,
    `${which.zh}的备份是 ${newest} 的，之后的变化也在 ${folder}`,
    `${which.en}: backed up at ${newest}, changes since are in ${folder}`,
  );
}

/** What the embedded database wrote last, since it knows best why it does not start. */
async function lastLog({ databaseUrl, dataFolder }: Config): Promise<string> {
  if (databaseUrl) return '';
  const file = join(dataFolder, 'postgresql', 'postgresql.log');
  const lines = (await readFile(file, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-LOG_LINES);
  return lines.join('') === '' ? '' : `\n${file}:\n${lines.join('\n')}`;
}
