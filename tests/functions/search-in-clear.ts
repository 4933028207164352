/** What of people must not be readable in a file or a log. */
export interface Secrets {
  names: ReadonlySet<string>
  phones: ReadonlySet<string>
  /** Words for certified identities. */
  identities: readonly string[]
}

interface Trace {
  what: string
  pattern: RegExp
  /** Whether a match is one of theirs; absent = any is. */
  theirs?: (match: string, secrets: Secrets) => boolean
}

/** Made-up people are easy to see: each thing about them has a form that nothing else has. */
const TRACES: readonly Trace[] = [
  {
    what: 'a name',
    pattern: /[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]\d{1,6}/g,
    theirs: (match, { names }) => startsWithOne(match, names),
  },
  { what: 'a number of an ID', pattern: /990000\d{11}[\dX]/g },
  { what: 'a phone', pattern: /000\d{8}/g, theirs: (match, { phones }) => phones.has(match) },
  { what: 'an address', pattern: /第\d+组\d+号/g },
  { what: 'a day of birth', pattern: /(?:19\d\d|200\d|201\d)-[01]\d-[0-3]\d/g },
]

/** The digits after a name may go on into what stands behind it. */
function startsWithOne(match: string, names: ReadonlySet<string>): boolean {
  return Array.from({ length: match.length - 2 }, (_one, i) => match.slice(0, i + 3)).some((start) => names.has(start))
}

/** Where something of these people can be read in some bytes, whichever way they are written: `<form>: <what>`; never what itself. */
export function findInClear(bytes: Buffer, secrets: Secrets): string[] {
  return formsOf(bytes).flatMap(({ form, text }) => [
    ...TRACES.filter(({ pattern, theirs }) =>
      (text.match(pattern) ?? []).some((match) => theirs?.(match, secrets) ?? true),
    ).map(({ what }) => `${form}: ${what}`),
    ...(secrets.identities.some((word) => text.includes(word)) ? [`${form}: a certified identity`] : []),
  ])
}

interface Form {
  form: string
  text: string
}

function formsOf(bytes: Buffer): Form[] {
  const ascii = bytes.toString('latin1')
  const swapped = (from: number): Buffer =>
    Buffer.from(bytes.subarray(from, bytes.length - ((bytes.length - from) % 2))).swap16()
  return [
    { form: 'UTF-8', text: bytes.toString('utf8') },
    ...[0, 1].map((from): Form => ({ form: 'UTF-16LE', text: bytes.subarray(from).toString('utf16le') })),
    ...[0, 1].map((from): Form => ({ form: 'UTF-16BE', text: swapped(from).toString('utf16le') })),
    ...[0, 1].map((from): Form => ({ form: 'hex', text: decodedRuns(ascii, /[0-9a-fA-F]{6,}/g, 'hex', from) })),
    ...[0, 1, 2, 3].map((from): Form => ({
      form: 'base64',
      text: decodedRuns(ascii, /[0-9A-Za-z+/_-]{6,}/g, 'base64', from),
    })),
  ]
}

/** What the runs of an encoding say, read from each place at which a letter can begin. */
function decodedRuns(text: string, runs: RegExp, encoding: 'hex' | 'base64', from: number): string {
  return (text.match(runs) ?? []).map((run) => Buffer.from(run.slice(from), encoding).toString('utf8')).join('\n')
}
