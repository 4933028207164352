import { optionsFor } from '../engine/question-options'
import { FACT_WORDS, FIELD_WORDS } from '../engine/wording'
import { conditionsOf, clausesOf, valuesOf } from './conditions-of'
import { FACTS, FACT_NAMES, has, type FactName } from './facts'
import { nearest } from './nearest'
import type { Policy } from './policy'
import type { FaultPath, PlacedFault } from './policy-fault'
import type { PolicyFile } from './schema'

/** Conditions on a fact that is told in words, and how their words meet what was told. */
const WORD_FACTS = [
  'employeeInsurance',
  'enrolmentHistory',
  'student',
  'school',
  'permit',
  'nationality',
  'institution',
  'cashTo',
] as const
type WordFact = (typeof WORD_FACTS)[number]

/** `any` and `none` stand for some and for none where a fact may be absent. */
const MAY_BE_ABSENT: readonly WordFact[] = ['student', 'institution', 'cashTo']

/** Matters that a notice may leave open and that are no field of the answer. */
const OTHER_MATTERS = ['refund', 'arrears', 'clawback', 'paymentDate']

/** Words that nobody can tell, options that lead nowhere, and names of facts and fields that do not exist. */
export function wordsCanBeTold(file: PolicyFile): PlacedFault[] {
  return [
    ...wordsNeverTold(file),
    ...windowsNeverGiven(file),
    ...asksOfFacts(file),
    ...optionsLeadSomewhere(file),
    ...situationsLeadSomewhere(file),
    ...identitiesLeadSomewhere(file),
    ...aboutFields(file),
  ]
}

const policyOf = (file: PolicyFile): Policy => file as unknown as Policy

/** The words that can be told of a fact here; null = any words, for nobody is asked. */
function tellable(file: PolicyFile, fact: WordFact): string[] | null {
  const closed = FACTS[fact].words
  const offered = optionsFor(policyOf(file), fact).flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  if (closed !== undefined) return [...closed]
  return FACTS[fact].ask === undefined ? null : offered
}

function wordsNeverTold(file: PolicyFile): PlacedFault[] {
  return conditionsOf(file).flatMap(({ condition, path, decision }) =>
    WORD_FACTS.flatMap((fact) => {
      const words = condition[fact] as string[] | undefined
      const known = words === undefined ? null : tellable(file, fact)
      if (words === undefined || known === null) return []
      const meets = (word: string): boolean =>
        MAY_BE_ABSENT.includes(fact) && word === 'none'
          ? true
          : MAY_BE_ABSENT.includes(fact) && word === 'any'
            ? known.length > 0
            : fact === 'school'
              ? known.some((one) => one.includes(word))
              : known.includes(word)
      const closed = FACTS[fact].words !== undefined
      // Another word of the same condition can be told: this one is a spelling that a record may bring.
      const reachable = words.some(meets)
      return words.flatMap((word, i): PlacedFault[] =>
        meets(word) || (reachable && !closed)
          ? []
          : [neverTold(file, fact, word, [...path, fact, i], known, decision === null && !closed)],
      )
    }),
  )
}

/** Whoever gives the first answer that is not the ordinary one, and how it is recorded. */
function exampleOf(file: PolicyFile, fact: WordFact, word: string): Pick<PlacedFault, 'example'> {
  const options = optionsFor(policyOf(file), fact).filter(({ value }) => typeof value === 'string')
  const option = options[1] ?? options[0]
  return option === undefined
    ? {}
    : { example: `答“${option.label}”的人记作“${String(option.value)}”，和“${word}”对不上，这一条管不到。` }
}

function neverTold(
  file: PolicyFile,
  fact: WordFact,
  word: string,
  path: FaultPath,
  known: readonly string[],
  mild: boolean,
): PlacedFault {
  const asked = FACT_WORDS[fact] ?? fact
  return {
    code: 'WORD_NEVER_TOLD',
    path,
    severity: mild ? 'warning' : 'fault',
    message:
      known.length > 0
        ? `“${word}”没有人说得出来：问“${asked}”时没有这个答案，这个条件永远不会成立。`
        : `没有人说得出“${word}”：这份文件问“${asked}”时没有给出可选的答案。`,
    allowed:
      known.length > 0
        ? [...known, ...(MAY_BE_ABSENT.includes(fact) ? ['any（有就行）', 'none（没有）'] : [])].join('、')
        : `先在 \`asks\` 里写 \`${fact}: { options: [{ value: …, label: … }] }\``,
    ...exampleOf(file, fact, word),
    suggestion: nearest(word, known, 2) ?? known.find((one) => one.includes(word) || word.includes(one)) ?? null,
  }
}

/** A window that is asked for and that no clause of `window` gives. */
function windowsNeverGiven(file: PolicyFile): PlacedFault[] {
  const given = [
    ...new Set(
      clausesOf(file)
        .filter(({ decision }) => decision === 'window')
        .flatMap(valuesOf)
        .map(({ value }) => String(value)),
    ),
  ]
  return conditionsOf(file).flatMap(({ condition, path }) =>
    ((condition.window as string[] | undefined) ?? []).flatMap((word, i): PlacedFault[] =>
      given.includes(word)
        ? []
        : [
            {
              code: 'WORD_NEVER_TOLD',
              path: [...path, 'window', i],
              message: `\`window\`（缴费时段）里没有一条给出“${word}”，这个条件永远不会成立。`,
              allowed: given.join('、'),
            },
          ],
    ),
  )
}

function asksOfFacts({ asks }: PolicyFile): PlacedFault[] {
  const askable = FACT_NAMES.filter((name) => FACTS[name].ask !== undefined)
  return Object.keys(asks)
    .filter((name) => !askable.includes(name as FactName))
    .map((name) => ({
      code: 'UNKNOWN_FACT',
      path: ['asks', name],
      at: 'key',
      message: (FACT_NAMES as readonly string[]).includes(name)
        ? `“${name}”从不向群众提问，写了也用不上。`
        : `没有“${name}”这一项情况可问。`,
      allowed: askable.map((fact) => `${fact}（${FACT_WORDS[fact] ?? fact}）`).join('、'),
      suggestion: nearest(name, askable),
    }))
}

/** An option that no condition looks at leads to the same answer as none. */
function optionsLeadSomewhere(file: PolicyFile): PlacedFault[] {
  const conditions = conditionsOf(file)
  return WORD_FACTS.flatMap((fact) => {
    const options = file.asks[fact]?.options ?? []
    const used = conditions.flatMap(({ condition }) => (condition[fact] as string[] | undefined) ?? [])
    if (options.length === 0 || used.length > 0) return []
    return [
      {
        code: 'OPTION_UNUSED',
        path: ['asks', fact, 'options'],
        at: 'key',
        severity: 'warning',
        message: `给“${FACT_WORDS[fact] ?? fact}”准备了答案，可是没有一条规定看这一项：这个问题永远不会问。`,
      } satisfies PlacedFault,
    ]
  })
}

/** Situations that no condition looks at are never asked about. */
function situationsLeadSomewhere(file: PolicyFile): PlacedFault[] {
  const names = Object.keys(file.situations)
  const looked = conditionsOf(file).some(({ condition }) => condition.situation !== undefined)
  if (names.length === 0 || looked) return []
  return [
    {
      code: 'OPTION_UNUSED',
      path: ['situations'],
      at: 'key',
      severity: 'warning',
      message: `列了特殊情形（${names.join('、')}），可是没有一条规定看 \`situation\`：不会问，答了也不变。`,
      allowed: '在 `when` 里写 `situation: …`；通知没有为它另作规定，就写 `situations: {}`',
    },
  ]
}

/** An identity that no condition looks at gives nothing; that has to be meant, and told to whoever holds it. */
function identitiesLeadSomewhere(file: PolicyFile): PlacedFault[] {
  const used = new Set(
    conditionsOf(file).flatMap(({ condition }) => (condition.identity as string[] | undefined) ?? []),
  )
  // A word that is none of them was meant for one: that is told as such.
  if ([...used].some((word) => !has(file.identities, word))) return []
  return Object.entries(file.identities).flatMap(([name, { notSubsidised }]): PlacedFault[] =>
    used.has(name) || notSubsidised !== undefined
      ? []
      : [
          {
            code: 'OPTION_UNUSED',
            path: ['identities', name],
            at: 'key',
            severity: 'warning',
            message: `“${name}”可以选，却没有一条规定看这个身份：有这项认定的人资助是 0。`,
            allowed:
              '在 `subsidy` 里给它写一条；通知确实提到却不资助，写上 `notSubsidised: 为什么`；通知没有提到，就删掉这一行',
          },
        ],
  )
}

function aboutFields({ matters }: PolicyFile): PlacedFault[] {
  const known = [...Object.keys(FIELD_WORDS), ...OTHER_MATTERS]
  return matters.flatMap(({ about }, i) =>
    about.flatMap((word, j): PlacedFault[] => {
      if (known.includes(word)) return []
      const near = nearest(word, known)
      return [
        {
          code: 'UNKNOWN_FIELD',
          path: ['matters', i, 'about', j],
          severity: near === null ? 'warning' : 'fault',
          message: `答案里没有“${word}”这一项。`,
          allowed: `${Object.entries(FIELD_WORDS)
            .map(([field, words]) => `${field}（${words}）`)
            .join('、')}；答案以外的：${OTHER_MATTERS.join('、')}`,
          suggestion: near,
        },
      ]
    }),
  )
}
