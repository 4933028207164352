import './studio.scss'
import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useVillage } from '../../client/functions'
import { QueryView } from '../../ui/answers'
import { Screen } from '../../ui/screen'
import { TextButton } from '../../ui/tap'
import { QuestionTitle } from '../../ui/text'

/** Of which county one writes, and what one may. */
export interface StudioDesk {
  region: string
  regionName: string
  may: ReadonlySet<string>
}

interface StudioScreenProps {
  id: string
  title: string
  children: (desk: StudioDesk) => ReactNode
}

/** The frame of the studio's pages, for a wide window: whoever holds no office of the county's is told so. */
export function StudioScreen({ id, title, children }: StudioScreenProps): ReactNode {
  const { asked, again } = useVillage('desk', {})
  return (
    <Screen id={id} wide>
      <QuestionTitle>{title}</QuestionTitle>
      <QueryView asked={asked} again={again} waitingFor="正在看您的岗位" back={<Back />}>
        {({ region, regionName, may }) =>
          region === null || !may.includes('policyDrafts') ? (
            <View id="studio-no-office" className="notice notice-stop">
              这里是县级经办人员写政策的地方，您现在没有这样的岗位。
            </View>
          ) : (
            children({ region, regionName: regionName ?? '', may: new Set(may) })
          )
        }
      </QueryView>
      <View className="buttons gap-big">
        <Back />
      </View>
    </Screen>
  )
}

function Back(): ReactNode {
  const back = async (): Promise<void> => {
    if (Taro.getCurrentPages().length > 1) await Taro.navigateBack()
    else await Taro.reLaunch({ url: '/pages/home/index' })
  }
  return (
    <TextButton id="studio-back" className="button button-second" onTap={() => void back()}>
      返回
    </TextButton>
  )
}
