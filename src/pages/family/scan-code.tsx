import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { codeIn } from '../../ui/identity-form'
import { TextButton } from '../../ui/tap'

interface ScanCodeProps {
  id: string
  onCode: (code: string) => void
}

/** Reads a household's code from its paper, in WeChat; in a browser it is typed. */
export function ScanCode({ id, onCode }: ScanCodeProps): ReactNode {
  if (process.env.TARO_ENV !== 'weapp') return null
  const scan = async (): Promise<void> => {
    const result = await Taro.scanCode({ scanType: ['qrCode'] }).then(
      (scanned) => scanned.result,
      () => null,
    )
    if (result === null) return
    const code = codeIn(result)
    if (code !== null) return onCode(code)
    await Taro.showModal({
      title: '这不是家庭码',
      content: '请对准村里发的那张纸上的方块码再扫一次，或者照着纸上的字填。',
      showCancel: false,
      confirmText: '知道了',
    })
  }
  return (
    <TextButton id={id} className="button button-second gap" onTap={() => void scan()}>
      扫纸上的方块码
    </TextButton>
  )
}
