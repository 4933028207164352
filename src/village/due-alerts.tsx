import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Today } from '../cloud/village'
import { Alert } from '../components/alert'
import { goTo } from '../components/go-to'

/** What is late stands out before everything else; then what today asks for. */
export function DueAlerts({ today: { late, dueToday, openConflicts } }: { today: Today }): ReactNode {
  const open = (): void => void goTo('/pages/village/duties/index')
  return (
    <View>
      {openConflicts > 0 && <Alert id='today-conflicts' stop words={`${openConflicts} 笔收了钱没记上，要处理`} onTap={() => void goTo('/pages/village/unsent/index')} />}
      {late.map(({ duty, what, tasks }) => {
        const days = Math.max(0, ...tasks.map(({ daysLate }) => daysLate))
        return <Alert key={duty} id={`late-${duty}`} stop words={`过期 ${days} 天：${what}`} onTap={open} />
      })}
      {dueToday.map(({ duty, what }) => <Alert key={duty} id={`due-${duty}`} words={`今天要办：${what}`} onTap={open} />)}
    </View>
  )
}
