import { nearest } from './nearest'
import type { FaultPath, PlacedFault } from './policy-fault'
import type { PolicyFile } from './schema'

/** What the offices' part of a file has to keep to: words of its own file, sums, duties that can be seen to be done. */
export function officeFits(file: PolicyFile): PlacedFault[] {
  return [...targetsAdd(file), ...rosterWords(file), ...checkDuties(file)]
}

/** Whom a certifier certifies, and what a level says, in identities of this file. */
function rosterWords({ identities, office: { rosters } }: PolicyFile): PlacedFault[] {
  const groups = [...new Set(Object.values(identities).map(({ group }) => group))]
  const names = Object.keys(identities)
  return rosters.flatMap(({ certifiers = [], levels = {} }, i) => {
    const at = ['office', 'rosters', i] as const
    const strange = certifiers.flatMap((one, j) =>
      one.groups
        .filter((group) => !groups.includes(group))
        .map((group): PlacedFault => ({
          code: 'ROSTER_WORD',
          path: [...at, 'certifiers', j, 'groups'],
          message: `“${group}”不是这份文件里身份（\`identities\`）的分组。`,
          allowed: groups.join('、'),
          suggestion: nearest(group, groups),
        })),
    )
    const unknown = Object.entries(levels)
      .filter(([, identity]) => !names.includes(identity))
      .map(([level, identity]): PlacedFault => ({
        code: 'UNKNOWN_WORD',
        path: [...at, 'levels', level],
        message: `“${identity}”不是这份文件里的身份（\`identities\`）。`,
        allowed: names.join('、'),
        suggestion: nearest(identity, names),
      }))
    return [...strange, ...unknown]
  })
}

function targetsAdd({ office }: PolicyFile): PlacedFault[] {
  const { rows, total } = office.targets ?? {}
  if (!rows || total === undefined) return []
  const sum = rows.reduce((all, { people }) => all + people, 0)
  return sum === total
    ? []
    : [{ code: 'TARGETS_SUM', path: ['office', 'targets', 'total'], message: `各行加起来是 ${sum}，不是 ${total}。` }]
}

/** A duty at a desk: what is due so long after a deed names the deed, and what is seen to be done can be seen. */
function checkDuties({ office }: PolicyFile): PlacedFault[] {
  return office.duties.flatMap(({ due, desk }, i): PlacedFault[] => {
    if (desk === undefined) return []
    const path: FaultPath = ['office', 'duties', i, 'desk']
    const afterDeed = due !== undefined && ('sameDay' in due || 'onTheSpot' in due || 'workingDays' in due)
    const fault = (message: string): PlacedFault => ({ code: 'DUTY_DESK', path, at: 'key', message })
    return [
      ...(afterDeed && desk.begins === undefined
        ? [
            fault(
              '期限从一件事算起的任务，要用 `begins` 写明从哪件事算起：`cashTaken`（收到现金）或 `deposited`（存入）。',
            ),
          ]
        : []),
      ...(!afterDeed && desk.begins !== undefined
        ? [fault('`begins` 只用于期限从一件事算起的任务（`onTheSpot`、`sameDay` 或 `workingDays`）。')]
        : []),
      ...(desk.seen === 'deposited' && desk.begins !== 'cashTaken'
        ? [fault('`seen: deposited` 只用于从收到现金（`begins: cashTaken`）算起的任务。')]
        : []),
      ...((desk.seen === 'posted') !== (desk.paper === 'posting')
        ? [fault('公示（`paper: posting`）要同时写 `seen: posted`，别的任务都不写。')]
        : []),
    ]
  })
}
