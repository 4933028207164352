import type { Answers } from './contract'
import type { DraftDocument } from './documents'
import { DRAFT_STATES } from './documents'
import { inSections, sectionName, sectionOf } from './sections'
import { shanghaiDay, type Policy } from '../../../rules'
import {
  checkDraft,
  fieldLabel,
  readingWords,
  sentencesUnused,
  suggestionsFrom,
  yearGroups,
  type DraftCheck,
  type YearGroup,
} from '../../../rules/studio'

type View = Answers['draft']

/** A draft in the list of its county. */
export function listedDraft(draft: DraftDocument, openid: string): Answers['drafts']['drafts'][number] {
  const { _id, region, year, state, signed, published, takingBack, at } = draft
  return {
    draft: _id,
    region,
    year,
    state,
    stateName: DRAFT_STATES[state],
    day: shanghaiDay(published?.at ?? signed?.at ?? at),
    mine: (takingBack ?? signed)?.by === openid,
    effective: published?.effective ?? signed?.effective ?? null,
    edition: published?.edition ?? null,
  }
}

/** What of the file the forms show: values beside those of the year before, what is wrong, what is open. */
export function draftView(draft: DraftDocument, openid: string, check: DraftCheck = quickCheck(draft)): View {
  const groups = inSections(yearGroups(draft.source))
  const before = valuesByPath(draft.from === null ? [] : yearGroups(draft.from.text))
  const notice = draft.notice ?? null
  const shown = groupsShown(groups, before, notice)
  return {
    ...listedDraft(draft, openid),
    serial: draft.serial,
    fromYear: draft.from?.year ?? null,
    notice,
    unused: notice === null ? [] : sentencesUnused(notice, groups),
    groups: shown,
    faults: faultsOf(check),
    left: groups.filter(({ looked }) => !looked).length,
    changed: shown.flatMap(({ name, fields }) =>
      fields.flatMap(({ kind, label, value, before: was }) =>
        kind !== 'words' && was !== null && was !== value ? [{ group: name, label, before: was, after: value }] : [],
      ),
    ),
    open: check.reading.ok ? openIn(check.reading.value.policy) : [],
  }
}

function groupsShown(
  groups: readonly YearGroup[],
  before: ReadonlyMap<string, string>,
  notice: string | null,
): View['groups'] {
  // What has been looked at is as the official wants it.
  const waiting = groups.filter(({ looked }) => !looked)
  const said = notice === null ? [] : suggestionsFrom(notice, waiting, before)
  const suggested = new Map(said.map(({ path, value }) => [path, value]))
  return groups.map(({ path, cite, gives, looked, fields }) => ({
    path,
    name: groupName(path, cite),
    section: sectionOf(path),
    sectionName: sectionName(sectionOf(path)),
    cite,
    gives: gives === null ? null : givesInWords(path, gives),
    looked,
    fields: fields.map((field) => ({
      ...field,
      label: fieldLabel(field.path, field.kind),
      before: before.get(field.path) ?? null,
      suggested: suggested.get(field.path) ?? null,
    })),
  }))
}

export const quickCheck = ({ source, region, year, from }: DraftDocument, thoroughly = false): DraftCheck =>
  checkDraft(source, `${region}-${year}.yaml`, from, thoroughly)

const valuesByPath = (groups: readonly YearGroup[]): Map<string, string> =>
  new Map(groups.flatMap(({ fields }) => fields.map(({ path, value }): [string, string] => [path, value])))

function faultsOf({ faults, warnings }: DraftCheck): View['faults'] {
  return [...faults, ...warnings].map(({ code, line, message, path, severity }) => ({
    code,
    line,
    message,
    severe: severity === 'fault',
    group: path === '' ? null : sectionName(sectionOf(path)),
  }))
}

const WORDED: readonly string[] = ['eligible', 'payable', 'exempt', 'suspension', 'window', 'refund']

/** Of decisions whose outcome is a word: 在集中征缴期内 */
function givesInWords(path: string, gives: string): string | null {
  const name = sectionOf(path)
  return WORDED.includes(name) ? readingWords(name, gives) : null
}

/** 个人缴费标准（二(一)） */
const groupName = (path: string, cite: string | null): string => {
  const name = sectionName(sectionOf(path))
  return cite === null ? name : `${name}（${cite}）`
}

function openIn({ decisions }: Policy): View['open'] {
  return Object.entries(decisions).flatMap(([name, decision]) =>
    (decision as { clauses: readonly { open?: { why: string; reading: unknown } }[] }).clauses.flatMap(({ open }) =>
      open === undefined
        ? []
        : [
            {
              name: sectionName(name),
              why: open.why,
              reading: open.reading === null ? null : readingWords(name, open.reading),
            },
          ],
    ),
  )
}
