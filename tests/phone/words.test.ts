import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Words that are out, and what is said instead: `docs/glossary.md` says why. Comments and names of the program's own are
 * no words that anybody reads.
 */
const OUT_EVERYWHERE: Readonly<Record<string, string>> = {
  只是方便您认: '只是方便您分清是谁',
  '这件事是哪一天？': '说出是哪件事',
  去年参加了: '2021 年参加了：写出是哪一年',
  外来务工人员的孩子: '父母在外打工、或从外地来的孩子',
  '在征缴任务里，不在资助名单里，': '要交费，没有资助',
  等待遇开始: '1月1日起能报销',
  还在等答应: '等对方同意',
  交上去了: '已发给对方',
  不让看了: '不再让他看',
  没有看成: '没能打开',
  什么也不会因此变动: '您的钱和记录都没变',
  存新的: '再存一份',
  祖辈: '爷爷奶奶、外公外婆',
  这一行看不懂: '退费、作废的记录',
  上一周多了: '比上周增加',
  外面缴的补记: '补登其他渠道缴费',
  没有订单的微信款: '未匹配订单的微信收款',
  没有写名字: '未登记姓名',
  '尾号 ***': '尾号5696',
}
/** On the screens of residents 交 is what one does; 缴 stands inside terms only. 订单 is 这次交费. */
const OUT_FOR_RESIDENTS: Readonly<Record<string, string>> = {
  应缴: '要交',
  给谁缴: '给谁交',
  缴了: '交了',
  缴过: '交过',
  缴错: '交错',
  要缴: '要交',
  再缴: '再交',
  重新缴: '重新交',
  代缴: '代交',
  免缴的: '不用交的',
  订单: '这次交费',
  最晚这天: '这天前交，不用等',
  从这天算: '还有几天',
}
const RESIDENTS = ['src/pages/home', 'src/pages/check', 'src/pages/family', 'src/pages/pay', 'src/client', 'src/ui']

const filesIn = (...rooms: string[]): string[] =>
  execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...rooms], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.(tsx?|yaml)$/.test(file))

/** Lines as they are read, without comments. */
function wordsIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .split('\n')
    .map((line) => line.replace(/(^|\s)(\/\/|#).*$/, ''))
    .filter((line) => /[\u4e00-\u9fff]/.test(line))
}

function found(files: readonly string[], out: Readonly<Record<string, string>>): string[] {
  return files.flatMap((file) =>
    wordsIn(file).flatMap((line) =>
      Object.entries(out).flatMap(([word, better]) =>
        line.includes(word) ? [`${file}: “${word}” → ${better}: ${line.trim().slice(0, 80)}`] : [],
      ),
    ),
  )
}

describe('给人看的话', () => {
  test('不说的说法，哪一屏、哪一条回话里都没有', () => {
    expect(found(filesIn('src', 'cloudfunctions', 'rules/engine', 'rules/language'), OUT_EVERYWHERE)).toEqual([])
  })

  test('居民的页面上说“交”：缴只在通知的词里，要交不说应缴，这次交费不说订单', () => {
    expect(found(filesIn(...RESIDENTS), OUT_FOR_RESIDENTS)).toEqual([])
  })
})
