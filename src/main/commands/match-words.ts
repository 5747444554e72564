import type { InstanceFault } from '../../matching/instance.ts';
import type { Problem } from '../../shared/problem.ts';

/** What kept a file from being read. */
export type FileFault = 'absent' | 'folder' | 'forbidden' | 'too_large' | 'not_gzip' | 'not_json' | 'other';

/** What `linli match` says, in the language of the terminal. */
export interface MatchWords {
  usage: string;
  file(path: string, fault: FileFault, detail: string): string;
  notWritten(path: string, detail: string): string;
  badInstance(path: string, problem: Problem): string;
  badResult(path: string, place: string): string;
  solved(numbers: {
    objective: number;
    lowerBound: number;
    assigned: number;
    unmet: number;
    milliseconds: number;
  }): string;
  notOptimal(gap: number): string;
  optimal(objective: number): string;
  allowed(objective: number, gap: number): string;
  refuted(reason: string): string;
}

const calls = `  linli match solve INSTANCE [--windows] [--budget-ms N] --out RESULT
  linli match verify INSTANCE RESULT
`;

const english: MatchWords = {
  usage: `Usage:\n${calls}`,
  file(path, fault, detail) {
    const faults: Record<FileFault, string> = {
      absent: 'there is no such file',
      folder: 'is a folder, not a file',
      forbidden: 'may not be read by this user',
      too_large: 'is larger than this program can read at once (512 MB of text)',
      not_gzip: `begins like gzip and cannot be unpacked (${detail})`,
      not_json: `is not JSON (${detail})`,
      other: `cannot be read (${detail})`,
    };
    return `${path}: ${faults[fault]}`;
  },
  notWritten: (path, detail) => `${path}: cannot be written (${detail})`,
  badInstance: (path, problem) => `${path}: ${problem.message}`,
  badResult: (path, place) => `${path}: is not a result of version 1, see ${place || 'the whole file'}`,
  solved: ({ objective, lowerBound, assigned, unmet, milliseconds }) =>
    `objective ${objective}, bound ${lowerBound}, ${assigned} assigned, ${unmet} unmet, ${milliseconds} ms`,
  notOptimal: (gap) => `time was up: at most ${gap} above the optimum`,
  optimal: (objective) => `proved: ${objective} is optimal`,
  allowed: (objective, gap) => `proved: ${objective} is allowed and at most ${gap} above the optimum`,
  refuted: (reason) => `refuted: ${reason}`,
};

const chinese: MatchWords = {
  usage: `用法：\n${calls}`,
  file(path, fault, detail) {
    const faults: Record<FileFault, string> = {
      absent: '没有这个文件',
      folder: '是文件夹，不是文件',
      forbidden: '当前用户无权读取',
      too_large: '太大，一次读不下（文字上限 512 MB）',
      not_gzip: `开头像 gzip，但解不开（${detail}）`,
      not_json: `不是 JSON（${detail}）`,
      other: `读不了（${detail}）`,
    };
    return `${path}：${faults[fault]}`;
  },
  notWritten: (path, detail) => `${path}：写不进去（${detail}）`,
  badInstance(path, { details }) {
    const { reason, ...params } = details.params ?? {};
    return `${path}：不是能求解的匹配问题：${details.field} ${faultInChinese(reason as InstanceFault, params)}。`;
  },
  badResult: (path, place) => `${path}：不是第 1 版的结果文件，问题在 ${place || '整个文件'}`,
  solved: ({ objective, lowerBound, assigned, unmet, milliseconds }) =>
    `总代价 ${objective}，下界 ${lowerBound}，派出 ${assigned} 人次，空缺 ${unmet}，用时 ${milliseconds} 毫秒`,
  notOptimal: (gap) => `时间到了：离最优最多还差 ${gap}`,
  optimal: (objective) => `已证明：${objective} 是最优`,
  allowed: (objective, gap) => `已证明：${objective} 可行，离最优最多 ${gap}`,
  refuted: (reason) => `已推翻：${reason}`,
};

function faultInChinese(reason: InstanceFault, params: Record<string, string | number>): string {
  const faults: Record<InstanceFault, string> = {
    version: '必须是 1',
    object: '必须是对象',
    array: '必须是数组',
    whole_number: '必须是整数',
    out_of_range: `必须在 ${params['least']} 到 ${params['most']} 之间`,
    window: '的结束必须晚于开始',
    unknown_volunteer: `提到的志愿者 ${params['volunteer']} 不存在`,
    dear_load: `满负荷时代价会到 ${params['cost']}，超过 ${params['most']}`,
    dear_total: `合计代价可能到 ${params['cost']}，超过 ${params['most']}`,
    many_places: `合计可接 ${params['count']} 单，超过 ${params['most']}`,
  };
  return faults[reason];
}

/** The words for this terminal: Chinese where the locale is. */
export function matchWords(): MatchWords {
  const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
  return locale.startsWith('zh') ? chinese : english;
}
