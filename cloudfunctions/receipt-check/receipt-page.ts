import type { ReceiptVerdict } from '../domain/payments'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!)

const STYLE = `
body{margin:0;padding:24px 16px 48px;font:20px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
body{color:#1a1a1a;background:#fff}
main{max-width:32em;margin:0 auto}h1{font-size:26px}
.verdict{padding:16px;border:3px solid;border-radius:12px}.verdict strong{display:block;font-size:30px}
.right{border-color:#0b6b3a}.wrong{border-color:#9b1c1c}
label{display:block;margin-top:16px}
input{box-sizing:border-box;width:100%;min-height:52px;padding:8px 12px;font:inherit}
input{border:2px solid #555;border-radius:8px}
button{width:100%;min-height:56px;margin-top:24px;font:inherit;color:#fff;background:#0b5c9e;border:0;border-radius:8px}
small{font-size:17px}
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}input{color:#eee;background:#222;border-color:#aaa}
.right{border-color:#5fd39a}.wrong{border-color:#ff9b9b}}
`

/**
 * The page as HTML, with what was found above the form that asks for another.
 * @param asked as the address has it, whatever it is
 * @param verdict null = nothing that could be looked up was asked
 */
export function receiptPage(
  asked: Readonly<Record<string, unknown>>,
  verdict: ReceiptVerdict | 'unreachable' | null,
): string {
  const value = (name: string): string => {
    const text = asked[name]
    return typeof text === 'string' ? escaped(text.slice(0, 96)) : ''
  }
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>核验收据 · 参保通</title><style>${STYLE}</style></head>
<body><main><h1>核验居民医保缴费收据</h1>
${found(verdict, 'receipt' in asked || 'check' in asked)}
<p>照着收据上印的填，马上知道是真是假。谁都可以查，看不到任何人的信息。</p>
<form method="get">
<label for="receipt">收据号码</label>
<input id="receipt" name="receipt" maxlength="96" autocomplete="off" required value="${value('receipt')}">
<small>例如 ruijin-2022-1-1-00001</small>
<label for="check">校验码</label>
<input id="check" name="check" maxlength="40" autocomplete="off" required value="${value('check')}">
<small>16 位，不分大小写，短横可以不填</small>
<button type="submit">查真假</button>
</form></main></body></html>
`
}

function found(verdict: ReceiptVerdict | 'unreachable' | null, isAsked: boolean): string {
  if (verdict === 'unreachable') return box('wrong', '现在查不了', '系统一时忙不过来，没有查。请过几分钟再试。')
  if (verdict !== null)
    return box(verdict.genuine ? 'right' : 'wrong', verdict.genuine ? '真的' : '不能当真', verdict.sentence)
  return isAsked
    ? box('wrong', '没有查', '收据号码或校验码的写法不对。号码里只有字母、数字和短横，请对照收据再填一遍。')
    : ''
}

const box = (kind: 'right' | 'wrong', title: string, sentence: string): string =>
  `<section class="verdict ${kind}" role="status"><strong>${title}</strong>${escaped(sentence)}</section>`
